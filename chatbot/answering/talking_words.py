"""What is said to a person in German, Spanish, French, Italian, Dutch and Portuguese: the words, for each language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said in one language, as regular expressions over folded words with a space between: "s il vous plait".

    `hello` and `reply` alone ask nothing; `polite` neither, before or after a question, which begins with one of
    `asks`. `more`, `again` and `about` go on with what was answered (see going_on.py), `gist` asks for a summary;
    beside them stand no words but those of `beside` and of grammar. `points` to what was named before; `opens` what
    goes on from there, over the text as it is typed, in lower case: accents tell "and" from "is".
    """

    hello: str
    reply: str
    polite: str
    asks: str
    more: str
    again: str
    about: str
    gist: str
    beside: str
    points: str
    opens: str


TALK = {
    "de": Talk(
        hello="hallo zusammen|hallo|hi|hey|moin|servus|gruss gott|guten (?:tag|morgen|abend)|schonen guten tag"
        "|liebes team|sehr geehrte damen und herren",
        reply="ja|nein|doch|ok|okay|(?:super|perfekt|prima|toll|klasse|gut)(?= danke)|danke (?:schon|sehr|dir|ihnen)"
        "|danke|dankeschon|(?:vielen|herzlichen|besten|tausend) dank|alles klar|verstanden"
        "|das hilft(?: mir)?(?: sehr)?|das war (?:sehr )?hilfreich|sehr gut|tschuss|auf wiedersehen|bis bald"
        "|schonen tag(?: noch)?|bitte|wer (?:bist du|sind sie)"
        "|(?:bist du|sind sie|spreche ich mit) eine?m? (?:mensch(?:en)?|roboter|bot|maschine|ki)",
        polite="(?:ich (?:hatte|habe|hab) )?(?:da |noch |mal )?eine (?:kurze )?frage|kurze frage"
        "|(?:konnen|konnten|kannst|konntest) (?:sie|du) mir (?:bitte )?(?:sagen|helfen|erklaren|verraten)"
        "|wissen sie|weisst du|ich (?:wurde gerne?|mochte(?: gerne?)?) wissen"
        "|ich (?:frage mich|wollte fragen)|sagen sie mir(?: bitte)?|sag mir(?: bitte)?|im voraus"
        "|fur (?:ihre|die|deine|eure) (?:hilfe|antwort|muhe)"
        "|(?:mit )?(?:freundlichen?|vielen?|lieben?|besten?) grussen?|lg|mfg|entschuldigung|entschuldigen sie"
        "|verzeihung",
        asks="wie|was|wer|wen|wem|wessen|wann|wo|woher|wohin|warum|wieso|weshalb|welche[rsnm]?|ob|wieviel|wofur|womit",
        more=r"^(?!.*\b(?:nicht|nie|kein\w*|wie|wieviel)\b)(?:\w+ ){0,3}mehr(?: \w+){0,2}$|^weiter$"
        r"|^(?:und )?(?:was )?(?:sonst )?noch$|\bwas (?:gibt es )?sonst\b|^und dann$"
        r"|\b(?:genauer|ausfuhrlicher)\b|\bdetails?\b|\bverstehe\b.*\bnicht\b",
        again=r"\b(?:sicher|richtig|wahr|korrekt)$|^(?:wirklich|echt|ehrlich)$|\bstimmt\b|\b(?:quellen?|belege?)\b"
        r"|\bwoher\b.*\bdas$|\bwo steht das$|\bwer sagt das$|\bfalsch\b",
        about=r"^(?:(?:und|aber|ja|ok|okay) )*(?:warum|wieso|weshalb)(?: das| denn| nicht| so)*$|\bbeispiele?\b"
        r"|\berklare?n?\b|\bworten\b",
        gist=r"\bzusammenfassung\b|\bfassen?\b.*\bzusammen\b|\b(?:kurzfassung|kernaussagen?|das wichtigste)\b"
        r"|\bkurz gesagt\b",
        beside="dann mehr weiter bitte erzahl erzahle erzahlen sag sage sagen zeig zeige zeigen gib geben gibt"
        " wissen erfahren lesen sonst genauer ausfuhrlicher detail details info infos informationen sicher"
        " richtig wahr korrekt wirklich echt ehrlich stimmt quelle quellen beleg belege woher weisst steht"
        " sagt falsch warum wieso weshalb beispiel beispiele erklare erklaren worten danke ok okay ja nein"
        " verstehe zusammenfassung fasse fassen zusammen kurzfassung kernaussage kernaussagen wichtigste kurz"
        " gesagt artikel text seite",
        points=r"\b(?:dies(?:e[rsmn]?)?|ihn|ihm|denen|davon|dafur|damit|daruber|dazu|dabei|danach|darin|daran|darauf"
        r"|dagegen|dort|beide[rsn]?)\b"
        r"|\bdas(?: (?:auch|denn|noch|fur|bei|wenn|mit|immer|eigentlich|alles)\b.*| \w+e(?:n|rn|ln))?$",
        opens="und|oder|aber|was ist (?:mit|bei)|wie (?:ist (?:es|das)|sieht (?:es|das)(?: aus)?) (?:mit|bei|für)",
    ),
    "es": Talk(
        hello="hola|muy buenas|buenos dias|buenas(?: tardes| noches)?|saludos|estimad[oa]s?(?: senor(?:es|a|as)?)?",
        reply="si|(?:perfecto|genial|estupendo|bien)(?= gracias)|(?:muchas|mil) gracias|gracias|de nada|de acuerdo"
        "|vale|entendido|ok|okay|adios|hasta (?:luego|pronto)|muy bien|por favor|no gracias|quien eres"
        "|eres (?:una? )?(?:robot|bot|persona|human[oa]|maquina)",
        polite="(?:(?:tengo|tenia) )?una (?:pregunta|duda|consulta)|(?:me )?(?:podria[ns]?|puede[ns]?)(?: usted)?"
        " (?:decirme|ayudarme|explicarme|indicarme|decir|explicar|indicar|ayudar)"
        "|(?:me gustaria|quisiera|quiero|queria) (?:saber|preguntar)|me pregunto|sabe[ns]?(?: usted)?|digame"
        "|dime|disculp[ea]|perdone?|de antemano|por (?:su|tu|la) (?:ayuda|respuesta)"
        "|(?:un )?(?:cordial )?saludo|saludos cordiales|atentamente",
        asks="que|como|cuando|donde|quien(?:es)?|cual(?:es)?|cuant[oa]s?|por que|si|adonde",
        more=r"^(?!.*\b(?:no|cuant[oa]s?)\b)(?:\w+ ){0,3}mas(?: \w+){0,2}$"
        r"|^(?:sigue|siga|continua|adelante|y luego|y despues)$|\bdetalles\b|\bno (?:lo )?entiendo\b",
        again=r"(?:^|\besta[sn]? )segur[oa]s?$|\b(?:cierto|verdad|correcto)$|^en serio$|\bfuentes?\b"
        r"|\b(?:donde|quien) (?:lo )?dice\b|\bcomo lo sabe[ns]?$|\bfalso\b",
        about=r"^(?:(?:y|pero|ok|vale|si) )*por que(?: no| eso)?$|\bejemplos?\b|\bexpli(?:ca|came|que|queme)\b"
        r"|\botras palabras\b",
        gist=r"\b(?:resumen|resumelo|resumeme|resumir|pocas palabras)\b"
        r"|\b(?:puntos|ideas?) (?:clave|principal(?:es)?)\b",
        beside="por mas dime cuentame quiero necesito dame detalles informacion sigue siga continua adelante luego"
        " despues entiendo seguro segura cierto verdad correcto serio fuente fuentes dice sabe saben sabes"
        " falso ejemplo ejemplos explica explicame explique expliqueme otras palabras gracias vale ok si"
        " favor resumen resumelo resumeme resumir pocas puntos clave idea ideas principal principales"
        " articulo texto pagina",
        points=r"\b(?:eso|esto|ello|ellos|ellas|ese|esa|esos|esas|estos|estas|ambos|alli|ahi|aquel\w*)\b"
        r"|\b\w+(?:ar|er|ir)(?:lo|la|los|las)\b"
        r"|\blo (?!(?:que|mas|menos|mismo|antes|mejor|siento|general|largo|tanto)\b)\w+",
        opens="y|o|pero|¿y|¿o|¿pero|¿?qué pasa con|¿?que pasa con|¿?qué hay de",
    ),
    "fr": Talk(
        hello="bonjour a tous|bonjour|bonsoir|salut|coucou|madame monsieur",
        reply="oui|(?:super|parfait|genial|bien)(?= merci)|non merci|(?:mille )?merci (?:beaucoup|bien)|merci"
        "|d accord|ok|okay|compris|tres bien|au revoir|a bientot|bonne (?:journee|soiree)"
        "|s il (?:vous|te) plait|svp|stp|de rien|qui (?:es tu|etes vous)"
        "|(?:es tu|etes vous) une? (?:robot|bot|humain|personne|machine)",
        polite="(?:j (?:ai|aurais|avais) )?une (?:petite )?question"
        "|(?:pourriez|pouvez) vous (?:me (?:dire|donner)|m (?:aider|expliquer|indiquer))"
        "|(?:peux|pourrais) tu (?:me dire|m aider|m expliquer)"
        "|(?:je (?:voudrais|veux|souhaite|souhaiterais)|j aimerais) savoir|je me demand(?:e|ais)|savez vous"
        "|sais tu|dites moi|dis moi|excusez moi|(?:d|par) avance|pour votre (?:aide|reponse)"
        "|(?:bien )?cordialement|bien a vous",
        asks="que|quoi|qui|comment|combien|quand|ou|pourquoi|quel(?:le)?s?|est ce|si|ce que|qu|lequel|laquelle",
        more=r"^(?!plus$|.*\b(?:n|ne|pas|combien)\b)(?:\w+ ){0,5}plus(?: \w+){0,3}$"
        r"|^(?:continuez|la suite|et ensuite|et apres)$|\bdetails\b|\bautre chose\b|\bcomprends pas\b",
        again=r"\b(?:certaine?|vrai|exact|correct)$|\bvous (?:etes )?surs?$|\btu es sur$|^(?:vraiment|ah bon)$"
        r"|\bsources?\b|\bc est (?:faux|sur)\b|\bd ou vient\b|\bqui (?:le )?dit\b",
        about=r"^(?:(?:et|mais|ok|oui) )*pourquoi(?: pas| ca| cela)?$|\bexemples?\b|\bexpliqu(?:e|ez|er)\b"
        r"|\bautrement dit\b",
        gist=r"\b(?:(?:un|le|en) resume|resume (?:de )?(?:l|la|le|cet|cette|moi)|resumer|resumez|en bref|l"
        r" essentiel)\b|\bpoints (?:cles|principaux|importants)\b",
        beside="plus dis dites dire donne donnez veux voudrais savoir aimerais sujet details infos informations"
        " plait continuez suite ensuite apres autre chose comprends sur sure certain certaine vrai exact"
        " correct vraiment ah bon source sources faux vient dit pourquoi pas ca cela exemple exemples"
        " explique expliquez expliquer autrement merci ok oui svp resume resumer resumez bref essentiel"
        " points cles principaux importants article texte page",
        points=r"\b(?:ca|cela|ceci|celui|celle|ceux|celles|cette(?! (?:annee|semaine|fois))|cet|ces|eux|lui|la"
        r" dessus|les deux)\b|\b(?:je|on|il|vous|peut on|puis je|peux|faut il|dois je) (?:l|le|la|les) \w+",
        opens="et|ou|mais|qu['’]en est[ -]il|c['’]est pareil",
    ),
    "it": Talk(
        hello="ciao|buongiorno|buon giorno|buonasera|buona sera|gentili signori",
        reply="si|(?:ottimo|bene|benissimo)(?= grazie)|(?:mille|molte|tante) grazie|grazie mille|grazie|prego|ok"
        "|okay|va bene|d accordo|capito|perfetto|arrivederci|a presto|buona giornata|no grazie"
        "|per (?:favore|piacere)|chi sei|sei (?:una? )?(?:robot|bot|uman[oa]|persona|macchina)",
        polite="(?:(?:ho|avrei|avevo) )?una domanda|(?:mi )?(?:puo|puoi|potrebbe|potete|potreste|potresti) (?:dirmi"
        "|aiutarmi|spiegarmi|indicarmi|dire|spiegare|aiutare)|(?:vorrei|volevo) (?:sapere|chiedere)"
        "|mi chied(?:o|evo)|(?:sa|sai|sapete) dirmi|mi dica|dimmi|scus[aio]|scusate|in anticipo"
        "|per (?:l aiuto|la risposta)|(?:cordiali|distinti) saluti|(?:un )?saluto|saluti",
        asks="che|chi|come|quando|dove|perche|qual[ei]?|quant[oaie]|cosa|se",
        more=r"^(?!.*\bquant[oaie]\b)(?:\w+ ){0,3}di piu(?: \w+){0,2}$|\bdettagli\b|\baltre informazioni\b"
        r"|^(?:continua|continui|avanti|e poi|e dopo)$|\bnon (?:ho capito|capisco)\b|\b(?:altro|che altro)$",
        again=r"(?:^|\b(?:sei|siete) )sicur[oaie]$|\b(?:vero|corretto|certo)$|^(?:davvero|sul serio|veramente)$"
        r"|\bfont[ei]\b|\b(?:dove|chi) (?:lo )?dice\b|\bfalso\b",
        about=r"^(?:(?:e|ma|ok|si) )*perche(?: no| mai)?$|\besempio?\b|\bspieg(?:a|ami|hi|atemi)\b|\baltre parole\b",
        gist=r"\b(?:riassunto|riassumi|riassumere|in breve|in sintesi)\b|\bpunti (?:chiave|principali)\b",
        beside="piu dimmi dica vorrei sapere voglio dettagli altre informazioni continua continui avanti poi dopo"
        " capito capisco altro sicuro sicura sicuri sicure vero corretto certo davvero serio veramente fonte"
        " fonti dice falso perche esempio esempi spiega spiegami spieghi spiegatemi parole grazie ok si"
        " favore riassunto riassumi riassumere breve sintesi punti chiave principali articolo testo pagina",
        points=r"\b(?:quest[oaie]|quell[oaie]|cio|loro|ess[oaie]|entrambi)\b|\b\w+(?:ar|er|ir)(?:lo|la|li|le)\b"
        r"|\blo (?:posso|devo|puo|devi|si)\b",
        opens="e|o|ma|e se|cosa succede con|che (?:ne dite|mi dici) di",
    ),
    "nl": Talk(
        hello="hallo|hoi|goedemorgen|goedemiddag|goedenavond|goedendag",
        reply="ja|(?:super|top|prima|perfect|fijn)(?= (?:bedankt|dank))|nee bedankt"
        "|(?:heel erg |alvast |hartelijk )?bedankt|dank (?:u|je)(?: wel)?|dankjewel|hartelijk dank|oke|ok|okay"
        "|duidelijk|begrepen|tot ziens|fijne dag(?: nog)?|alstublieft|alsjeblieft|graag gedaan"
        "|wie (?:ben je|bent u)|(?:ben je|bent u) een (?:mens|robot|bot|machine)",
        polite="(?:ik (?:heb|had) )?(?:nog )?een (?:korte )?vraag(?:je)?|(?:kunt|kan|kun|kunnen) (?:u|je|jij"
        "|jullie) (?:mij|me) (?:misschien )?(?:vertellen|zeggen|helpen|uitleggen)"
        "|ik (?:wil|wilde|zou) graag weten|ik vr(?:aag|oeg) me af|weet (?:u|je|jij)|bij voorbaat dank"
        "|(?:met )?vriendelijke groet(?:en)?|groeten|mvg|voor (?:uw|je|de) (?:hulp|antwoord)",
        asks="hoe|wat|wie|waar|wanneer|waarom|welke?|hoeveel|of|waarvoor|waarmee",
        more=r"^(?!.*\b(?:niet|geen|hoeveel)\b)(?:\w+ ){0,3}meer(?: \w+){0,2}$"
        r"|^(?:ga door|ga verder|verder|en dan|en daarna)$|\bdetails\b|\b(?:snap|begrijp)\b.*\bniet\b",
        again=r"\b(?:zeker|juist|correct)$|\b(?:dat|het|dit) (?:\w+ )?waar$|^(?:echt|serieus)$|\bklopt\b"
        r"|\bbron(?:nen)?\b|\bwie zegt dat$|\bwaar staat dat$",
        about=r"^(?:(?:en|maar|ok|ja) )*waarom(?: niet| dan| dat)?$|\bvoorbeeld(?:en)?\b|\bleg\b.*\buit\b"
        r"|\bandere woorden\b",
        gist=r"\b(?:samenvatting|samengevat|in het kort|hoofdpunten|kernpunten)\b|\bvat\b.*\bsamen\b",
        beside="meer vertel geef info informatie details ga door verder daarna snap begrijp zeker waar juist correct"
        " echt serieus klopt bron bronnen zegt staat waarom voorbeeld voorbeelden leg uit andere woorden"
        " bedankt ok ja graag samenvatting samengevat kort hoofdpunten kernpunten vat samen artikel tekst"
        " pagina",
        points=r"\b(?:dit|deze|ervan|ervoor|erover|daarvan|daarvoor|daarmee|daarover|hiervan|hiervoor|hem|hen"
        r"|beide)\b|\b(?:dat|die)(?: (?:ook|dan|voor|bij|\w+en)\b.*)?$",
        opens="en|of|maar|hoe zit het met|wat als|geldt dat",
    ),
    "pt": Talk(
        hello="ola|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s",
        reply="(?:perfeito|otimo|bem)(?= obrigad[oa])|nao obrigad[oa]|sim obrigad[oa]|muito obrigad[oa]|obrigad[oa]"
        "|valeu|de nada|ok|okay|esta bem|tudo bem|entendi|tchau|adeus|ate (?:logo|breve)|por favor"
        "|se faz favor|nao|quem (?:e voce|es tu)|(?:voce e|es) uma? (?:robo|bot|pessoa|human[oa]|maquina)",
        polite="(?:(?:tenho|tinha) )?uma (?:pergunta|duvida)|(?:voces? )?(?:poderia|pode|podia|podem|poderiam)(?:"
        " me)? (?:dizer|ajudar|explicar|informar)(?: me)?|(?:gostaria de|queria|quero) (?:saber|perguntar)"
        "|sabe dizer(?: me)?|me diga|diga me|desculpe|com licenca|desde ja|pela (?:ajuda|resposta)"
        "|atenciosamente|cumprimentos",
        asks="que|como|quando|onde|quem|qua(?:l|is)|quant[oa]s?|porque|por que|se",
        more=r"^(?!.*\b(?:nao|quant[oa]s?)\b)(?:\w+ ){0,3}mais(?: \w+){0,2}$"
        r"|^(?:continua|prossiga|e depois|e entao)$|\bdetalhes\b|\bnao entend[io]\b",
        again=r"\b(?:certeza|verdade|correto|certo)$|^(?:a )?serio$|\bfontes?\b|\b(?:onde|quem) (?:e que )?diz\b"
        r"|\bfalso\b",
        about=r"^(?:(?:e|mas|ok|sim) )*(?:porque|por que)(?: nao)?$|\bexemplos?\b|\bexpli(?:ca|que|queme)\b"
        r"|\boutras palavras\b",
        gist=r"\b(?:resumo|resuma|resumir|em poucas palavras)\b|\b(?:pontos|ideias?) (?:chave|principa(?:l|is))\b",
        beside="por mais conte diga fale quero saber detalhes informacoes continua prossiga depois entao entendi"
        " entendo certeza verdade correto certo serio fonte fontes diz falso porque exemplo exemplos explica"
        " explique palavras outras obrigado obrigada ok sim favor resumo resuma resumir poucas pontos chave"
        " ideia ideias principal principais artigo texto pagina",
        points=r"\b(?:isso|isto|aquilo|esse|essa|esses|essas|este|estes|estas|disso|disto|nisso|nele|nela|dele|dela"
        r"|deles|delas|eles|elas|ambos)\b|\b\w+ (?:lo|la|los|las)\b",
        opens="e|ou|mas|e se|e quanto a",
    ),
}
