"""The article that the tests of the server send."""

STORY = (
    "Harbour bridge shut after cracks found\n\n"
    "The old harbour bridge in Port Larkin was closed to all traffic on Monday, and the ferry will run again.\n\n"
    "“We had no choice,” said Odile Brandt, the mayor of Port Larkin. “The piers are cracked.”\n\n"
    "A person familiar with the inspection said the damage had been known for a year.\n\n"
    "The Interior Ministry said in a statement that the repair would take six months.\n"
)
