import subprocess
import sys

import pytest
from reading_samples import STORY, article_page

from auditor.errors import RefusedError
from auditor.reading import read_text

FOREIGN = {
    "German": "Der Stadtrat hat am Montag beschlossen, die alte Brücke in der Nähe des Hafens zu sperren. "
    "Das war nach "
    "Angaben der Bürgermeisterin nötig, weil an mehreren Stellen Risse gefunden wurden.",
    "Dutch": "De gemeenteraad heeft maandag in het stadhuis besloten om de oude brug te sluiten. Dat was "
    "volgens de "
    "burgemeester nodig, want er is op een aantal plekken schade, had een ambtenaar gezegd.",
    "French": "Le conseil municipal a décidé lundi de fermer le vieux pont près du port. Selon la maire, "
    "on a trouvé "
    "des fissures à plusieurs endroits, et il a fallu agir vite pour les habitants.",
    "Spanish": "El ayuntamiento decidió el lunes cerrar el viejo puente a los coches. Según la alcaldesa, "
    "las grietas "
    "han crecido a lo largo de los años, y la obra no puede esperar a la primavera.",
    "Portuguese": "A câmara municipal decidiu na segunda-feira fechar a velha ponte a todos os carros. "
    "Segundo a "
    "presidente, as fissuras aumentaram a cada ano e as obras não podem esperar.",
    "Italian": "Il consiglio comunale ha deciso lunedì di chiudere il vecchio ponte a causa di alcune "
    "crepe. Secondo "
    "la sindaca, in pochi anni i danni sono aumentati e non si può più aspettare.",
    "Russian": "Городской совет решил в понедельник закрыть старый мост у порта. По словам мэра, трещины "
    "росли из года "
    "в год, и ремонт не может ждать до весны, заявила она журналистам.",
    "Chinese": "市议会星期一决定关闭港口附近的旧桥。市长说，"
    "检查人员在几个桥墩上发现了裂缝，而且裂缝每年都在变大，维修工作不能等到春天。"
    "一位不愿透露姓名的官员说，港务局早就知道这些损坏。",
}


@pytest.mark.parametrize(("language", "text"), FOREIGN.items(), ids=list(FOREIGN))
def test_other_languages_are_refused_by_name_unless_forced(language, text):
    with pytest.raises(RefusedError, match=rf"The text is not in English \(it looks {language}\)"):
        read_text(text)
    assert read_text(text, force=True)[0].text == text


def test_page_in_another_language_is_refused(write):
    from auditor.reading import read

    with pytest.raises(RefusedError, match=r"brücke\.html is not in English"):
        read(write("brücke.html", article_page("Alte Brücke gesperrt", [FOREIGN["German"], FOREIGN["Dutch"]])))


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY.upper(),
        "Rumpelstiltskin Quatsch sagte Brandt.",
        "“Die Brücke ist alt,” Mayor Brandt told the paper Hafenblatt, using the words of her father, who "
        "had said “die "
        "Brücke bleibt” for most of his life and had been right about it until now.",
        "Results: Larkin 3, Brandt United 1; Marlow Town 0, Port Grey 0; Eastwick 2, Wells Rovers 2; "
        "Harrow Vale 4, "
        "Stoke Barton 1; Kings Norton 1, Dunmore 0; postponed: Ashby v Thornton.",
    ],
)
def test_english_short_and_doubtful_texts_pass(text):
    assert read_text(text)


def test_english_text_loads_no_heavy_library(write):
    code = (
        "import sys; from auditor.reading import read; read(sys.argv[1])\n"
        "heavy = {'py3langid', 'numpy', 'trafilatura', 'docx', 'pypdf', 'markdown_it', "
        "'charset_normalizer', 'ssl'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(write("a.txt", STORY))], check=True)
