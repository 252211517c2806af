"""Words of English and German classrooms that say the same, so that a rubric need not list them in both languages."""

import re

_GROUPS = {
    "total": "whole entire overall gesamt gesamte gesamten gesamtes gesamter gesamtzahl insgesamt ganz ganze ganzen ganzes",
    "parameter": "params param parametern parameteranzahl parameterzahl",
    "accuracy": "acc genauigkeit genauigkeiten trefferquote trefferquoten trefferrate trefferraten treffergenauigkeit "
    "korrektklassifikationsrate klassifikationsrate klassifikationsgenauigkeit klassifizierungsgenauigkeit erkennungsrate erkennungsraten "
    "erkennungsquote erkennungsgenauigkeit",
    "loss": "verlust verluste verlusts verlustfunktion verlustfunktionen lossfunktion",
    "error": "errors fehler fehlerrate fehlerraten fehlerquote fehlerquoten misclassification misclassified misclassifications",
    "square": "squared squares quadratic quadrat quadratisch quadratischer quadratische quadratischen quadratischem quadriert "
    "quadrierter "
    "quadrierte quadrierten mse",
    "original": "originally originale originalen originaler originales ursprünglich ursprüngliche ursprünglichen ursprünglicher "
    "ursprüngliches orig untouched unmodified unchanged unaltered untransformed unverändert unveränderte unveränderten unveränderter "
    "originalbilder originalbildern originaldaten",
    "regular": "standard ordinary normal normale normalen normaler normales usual conventional plain gewöhnlich gewöhnliche gewöhnlichen "
    "gewöhnlicher gewöhnliches üblich übliche üblichen übliches regulär reguläre regulären reguläres regulärer regulärem "
    "herkömmlich herkömmliche "
    "herkömmlichen klassisch klassische klassischen",
    "full": "fully voll volle vollen voller volles vollständig vollständige vollständigen vollständiger vollständiges complete "
    "vollverbunden vollverbundene",
    "weight": "weights gewicht gewichte gewichten gewichts gewichtes",
    "relative": "relativ relativer relativen relatives relatively rel",
    "separable": "separierbar separierbare separierbaren separierbares separierbarer separabel separable separablen",
    "validation": "val validierung validierungsdaten validierungsmenge validierungsset validierungssatz validierungsdatensatz",
    "save": "saves saved saving savings einsparung einsparungen ersparnis sparen spart gespart eingespart einsparen",
    "difference": "differenz unterschied",
    "reduction": "reduced reduces reduziert reduzierung reduktion",
    "shift": "moved moving moves translated translating displaced verschiebt shifting shifts perturb perturbed verschieben "
    "verschiebung verschiebungen verschoben verschobene verschobenen verschobener "
    "verschobenes verschobenem",
    "unshift": "unmoved untranslated undisplaced unperturbed unshifting unverschiebung unverschieben unverschoben unverschobene "
    "unverschobenen unverschobener "
    "unverschobenes unverschobenem",
    "trained": "trainiert trainierte trainierten trainiertes trainierter",
    "gradient": "gradients grad derivative derivatives ableitung ableitungen gradienten abgeleitet",
}
SAME = {word: one for one, words in _GROUPS.items() for word in (one, *words.split())}
"""Words that say the same as another one."""
_TEST_SET = re.compile(r"\btest[\s-]?(?:mengen?|satz|datensatz|datensätze|set|sets|daten|bilder|bildern)\b")
_COMPOUND = re.compile(
    r"\b(test|trainings?|validierungs|val)(genauigkeit(?:en)?|trefferquoten?|verluste?s?|fehler|daten|bildern?|beispielen?|acc|accuracy|loss)\b"
)
_APART = {"trainings": "training", "validierungs": "validation", "val": "validation"}
_CROSS_ENTROPY = re.compile(r"\b(?:binary[\s-]+)?(?:cross|kreuz)[\s-]*entrop(?:y|ie)\w*|\bcrossent\b|\bxent\b|\bb?ce\b")

_TRAINED = re.compile(
    r"\b(?:(?:directly |right |immediately )?(?:after|following|at the end of|by the end of)"
    r"(?: the| our| full| complete| finished)?\s+training"
    r"|(?:nach (?:dem|vollendetem|beendetem|abgeschlossenem|abschluss des|ende des)|am ende des)\s+trainings?"
    r"|after the (?:last|final) epoch|nach der letzten epoche)\b"
    r"(?!\s+(?:and|und|or|oder|loss|acc))"
)
"""`accuracy after training` is no accuracy in training, but what comes of it."""
_TRAINING_WITH = re.compile(r"^training (?=(?:with|using) )")
"""`Training with the cross entropy gives 96 %` tells of no value in training."""
_KIND_OF_LAYER = re.compile(
    r"\b(original|standard|normal|voll)(schicht|faltung|version|variante|fassung|netz|modell|klassifikator)(?=e?n?s?\b)"
)
_HIT_RATE = re.compile(r"\b(?:hit|recognition|success|classification)[\s-]+rates?\b")
_PERCEPTRON = re.compile(
    r"\b(?:multi[\s-]?layer(?:ed)?[\s-]+|mehrlagige[nsr]?[\s-]+|mehrschichtige[nsr]?[\s-]+)?(?:perceptron|perzeptron)s?\b"
    r"|\bfully[\s-]*connected[\s-]+(?:neural[\s-]+)?(?:network|net|one|model)s?\b"
    r"|\b(?:vollvernetzt|vollverbunden|voll[\s-]+vernetzt|voll[\s-]+verbunden)e[nsr]?[\s-]+(?:netz\w*|modells?)\b"
)


def one_word(text: str) -> str:
    """Folded text in which compounds stand apart (`Testgenauigkeit`) and names of two words are one (`cross-entropy`)."""
    text = _TRAINING_WITH.sub(" ", _TRAINED.sub(" ", text))
    text = _TEST_SET.sub("test", text)
    text = _COMPOUND.sub(lambda found: f"{_APART.get(found[1], found[1])} {found[2]}", text)
    text = _KIND_OF_LAYER.sub(r"\1 \2", text)
    return _HIT_RATE.sub("accuracy", _PERCEPTRON.sub("mlp", _CROSS_ENTROPY.sub("ce", text)))
