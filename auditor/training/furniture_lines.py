"""Furniture of our own writing, put into training articles at random places so that the model meets it."""

import random

_OUTLETS = (
    "The Harbour Post", "Northfield Courier", "Meridian News", "Daily Ledger", "Channel Eleven", "The Beacon",
    "Capital Wire", "Valley Tribune", "Globe & Dispatch", "Radio Lakeside", "Kestrel Times", "The Evening Mail",
)  # fmt: skip
_PEOPLE = (
    "Marta Ellison", "Jonas Weir", "Priya Nandakumar", "Tom Okafor", "Helen Straub", "Luis Carranza",
    "Anneke de Boer", "Samir Haddad", "Grace Liu", "Peter Malone", "Ivana Kos", "Dwayne Pritchard",
)  # fmt: skip
_SUBJECTS = (
    "Politics", "World", "Business", "Health", "Climate", "Sports", "Opinion", "Technology", "Education",
    "Elections", "Courts", "Travel", "Local news", "Europe", "Asia", "Science", "Housing", "Defense",
)  # fmt: skip
_PLACES = ("Northfield", "Port Alder", "Kestrel Bay", "the capital", "the valley", "Lakeside", "the border")
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November", "Dec.", "Feb.")
_HEADLINES = (
    "Mayor of {place} defends budget before angry council", "Five things to know about the {subject} bill",
    "Ferry service to {place} suspended again", "Storm leaves thousands without power in {place}",
    "Ministers meet in {place} over stalled accord", "What the new {subject} rules mean for you",
    "Why voters in {place} are turning away", "Strike closes schools across {place}",
    "Court clears former governor of fraud", "Inside the fight over {place}'s water",
    "Police widen search for missing hiker near {place}", "Two held after blast at {place} depot",
    "Aid convoy reaches {place} after three-week delay", "Bank raises rates for the fourth time",
)  # fmt: skip
_LINES = (
    "Share", "Share this article", "Share on Facebook", "Tweet", "Email", "Print", "Save", "Follow us", "Menu",
    "Share this story on social media", "Copy link", "Listen to this article", "Subscribe now", "Sign in",
    "Advertisement", "ADVERTISEMENT", "Story continues below advertisement", "Sponsored content", "Comments",
    "Comments are closed.", "No comments yet", "Be the first to comment", "{n} comments", "Leave a comment",
    "Related", "Related stories", "Related coverage", "Read more", "Read more:", "More from {outlet}",
    "More on this story", "Most read", "Most popular", "Trending now", "You may also like", "Recommended for you",
    "Tags", "Topics", "Topics: {subject}, {subject}, {subject}", "Hashtags", "#{subject} #{subject}",
    "{subject}", "{subject} | {subject} | {subject}", "Home > {subject} > {subject}", "Skip to main content",
    "an hour ago", "{n} hours ago", "{n} minutes ago", "yesterday", "{n} min read", "Just in", "LIVE", "BREAKING",
    "- {outlet}", "{outlet}", "{outlet} | {subject}", "By {person}", "By {person} and {person}",
    "By {person}, {outlet}", "{person}, {subject} correspondent", "{person} | {outlet}",
    "Published {month} {day}, {year}", "Updated {hour}:{minute} p.m. ET", "{month} {day}, {year} {hour}:{minute} AM",
    "Last modified on {month} {day}, {year}", "First published at {hour}:{minute}", "Posted: {month} {day}",
    "Photo: {person}/{outlet}", "Image credit: {outlet}", "(Photo by {person})", "File photo", "Getty Images",
    "Reporting by {person}; editing by {person}", "Editing by {person}", "Additional reporting by {person}",
    "{person} contributed to this report.", "{person} reported from {place}.", "With files from {outlet}",
    "Follow {person} on Twitter: @{handle}", "Email {person} at {handle}@example.com", "@{handle}",
    "Sign up for our {subject} newsletter", "Get the day's top stories in your inbox every morning.",
    "Sign up here to get the {subject} briefing delivered to your inbox.", "Download our app", "Watch: {headline}",
    "READ: {headline}", "Also read: {headline}", "SEE ALSO: {headline}", "READ NEXT: {headline}", "{headline}",
    "{headline}", "{headline}", "DETAILS TO FOLLOW", "More details soon.", "This is a developing story.",
    "This story is developing and will be updated.", "Check back for updates.", "MORE TO COME",
    "Copyright {year} {outlet}. All rights reserved.", "© {year} {outlet}", "Terms of use", "Privacy policy",
    "We use cookies to improve your experience.", "Accept all cookies", "Support independent journalism.",
    "Thank you for reading {outlet}.", "Register for free to continue reading.", "Click here for more",
    "Explore more", "Gallery: {headline}", "Video", "Play video", "Loading...", "Next article", "Previous",
    "Do you have a story for us? Write to newsroom@example.com", "Have your say below.", "Correction policy",
    "Have something to tell us about this article?", "The Associated Press contributed to this report.",
)  # fmt: skip


def furniture_line(random_: random.Random) -> str:
    """Return one line of furniture with names, times and subjects drawn anew."""
    line = random_.choice(_LINES).replace("{headline}", random_.choice(_HEADLINES))
    for name, choices in (
        ("{outlet}", _OUTLETS),
        ("{person}", _PEOPLE),
        ("{subject}", _SUBJECTS),
        ("{place}", _PLACES),
        ("{month}", _MONTHS),
    ):
        while name in line:
            line = line.replace(name, random_.choice(choices), 1)
    return line.format(
        n=random_.randint(2, 58),
        day=random_.randint(1, 28),
        year=random_.randint(2004, 2026),
        hour=random_.randint(1, 12),
        minute=f"{random_.randint(0, 59):02d}",
        handle=random_.choice(_PEOPLE).split()[-1].lower(),
    )
