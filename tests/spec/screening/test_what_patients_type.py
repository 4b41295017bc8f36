"""What patients type, and what is understood of it.

Each row is a text and what it must come to: names that count today; after a minus sign, names that
were found but do not count. A question mark: found, but so unsure that it needs a look. Everything
that a row does not name must not be found.
"""

from __future__ import annotations

from datetime import date

import pytest

from filiform.screening.matching import Match, Matcher

ON = date(2026, 11, 23)

MEDICINES = """
eliquis 5 twice a day, baby aspirin | apixaban, aspirin
Eliquis 5mg BID | apixaban
ELIQUIS (apixaban) 5 mg | apixaban, apixaban
elequis | apixaban
eliquist 5 mg | apixaban
Xeralto 20 mg at night | rivaroxaban
zarelto | rivaroxaban
warferin 5mg | warfarin?
coumidin | warfarin?
cumadin | warfarin?
Coumadin, last INR 2.5 | warfarin
pradaxa 150 | dabigatran etexilate
lovenox shots in my belly | enoxaparin
lovanox | enoxaparin
plavics 75 | clopidogrel
Plavix and baby asprin | clopidogrel, aspirin
aspirin 81 | aspirin
aspirin 81mg daily | aspirin
81 mg aspirin | aspirin
a baby aspirin every day for my heart | aspirin
ibuprofin 800 | ibuprofen
Advil | ibuprofen
advil as needed | ibuprofen
alleve for my back | naproxen?
Celebrex 200 | celecoxib
celebrax | celecoxib
Celexa 20 | citalopram
celexa and celebrex | citalopram, celecoxib
lexipro | escitalopram
zolof | sertraline
cymbalta 60 | duloxetine
simbalta | duloxetine
pregnizone 10 mg | prednisone?
predisone taper | prednisone
metforman | metformin
ozempick once a week | semaglutide
insulin pump | insulin (human)
Keppra | levetiracetam
seizure meds | antiseizure medicine
norco as needed for pain | hydrocodone with acetaminophen
xanex | alprazolam?
zanax at night | alprazolam
ambian | zolpidem
lipator | atorvastatin
a statin | statin
Humera injections | adalimumab
methotrexate once a week | methotrexate
fish oil, turmeric, vit E | omega-3 fatty acids, turmeric, vitamin E
gingko biloba | ginkgo biloba
botox in my forehead | onabotulinumtoxinA
had botox 3 years ago | onabotulinumtoxinA
blood thinners | blood thinner
I am on a bloodthinner | blood thinner
bloood thiner | blood thinner?
blod thiner |
I'm on thinners for my heart | blood thinner
plavex | clopidogrel?
xarelta | rivaroxaban?
apixiban | apixaban?
aspirin as needed for headaches | aspirin
ibuprofen & tylenol | ibuprofen
hydrocortisone cream | -hydrocortisone
voltaren gel on the knee | -diclofenac
voltaren 75 mg tablets | diclofenac
prednisolone eye drops | -prednisolone
allergic to aspirin | -aspirin
aspirin allergy | -aspirin
allergy: ibuprofen, take eliquis | -ibuprofen, apixaban
"""

NO_CLASS = """
metoprolol |
metoprolol succinate 25 mg daily |
lisinopril 10, amlodipine 5 |
Tylenol |
gabapentin 300 tid |
synthroid 88 mcg |
zantac |
zyrtec |
Lamisil |
lyrica |
hydroxyzine |
hydralazine |
prilosec |
flonase |
wellbutrin |
trazodone 50 |
birth control |
multivitamin, vitamin D, magnesium |
albuterol inhaler |
plaquenil |
penicillin |
tamsulosin |
none |
nothing |
no meds |
I take no medicines |
n/a |
alive and well, advice welcome |
an aspiration of mine |
I have a career in plastics |
my lawyer told me to cancel |
"""

STOPPED = """
no blood thinners | -blood thinner
I do not take blood thinners | -blood thinner
not on any blood thinners | -blood thinner
never been on warfarin | -warfarin
not on long term blood thinners | -blood thinner
no warfarin or eliquis | -warfarin, -apixaban
no aspirin, ibuprofen or warfarin | -aspirin, -ibuprofen, -warfarin
Blood thinners? No. Aspirin? Yes | -blood thinner, aspirin
blood thinners: no | -blood thinner
warfarin - none | -warfarin
no blood thinners, baby aspirin daily | -blood thinner, aspirin
no blood thinners just baby aspirin | -blood thinner, aspirin
no allergies eliquis 5mg | apixaban
no fever eliquis | -fever, apixaban
no bruising with eliquis | apixaban
no problems with warfarin | warfarin
not only aspirin but also plavix | aspirin, clopidogrel
never missed my eliquis | apixaban
stopped warfarin in 2020 | -warfarin
stopped taking warfarin 3 years ago | -warfarin
warfarin stopped 2020 | -warfarin
warfarin (discontinued) | -warfarin
used to take plavix | -clopidogrel
was on xarelto until 2021 | -rivaroxaban
no longer taking eliquis | -apixaban
came off prednisone last year | -prednisone
stopped warfarin, now on eliquis | -warfarin, apixaban
stopped warfarin and started eliquis | -warfarin, apixaban
switched from warfarin to eliquis | warfarin, apixaban
warfarin stopped eliquis started | warfarin, apixaban
stopped warfarin yesterday | warfarin
stopped eliquis 2 days ago for the procedure | apixaban
stopped warfarin in 2026 | warfarin
eliquis on hold | apixaban
I have not stopped my warfarin | warfarin
warfarin will be stopped next month | warfarin
warfarin stopped, restarted in May | warfarin
prescribed eliquis but not taking it | -apixaban
warfarin since 2015 | warfarin
my husband takes warfarin | -warfarin
my wife's eliquis | -apixaban
maybe aspirin, not sure | aspirin?
finished chemo in 2019 | chemotherapy
stopped eliquis | -apixaban
I can't go without my warfarin | warfarin
without eliquis I would get clots | apixaban, deep vein thrombosis
not allergic to aspirin and take it daily | aspirin
Diabetes: no Blood thinners: yes | -diabetes, blood thinner
blood thinners: yes diabetes: no | blood thinner, -diabetes
no meds other than xarelto | rivaroxaban
not currently taking anything except warfarin | warfarin
my doctor stopped aspirin and put me on Plavix | -aspirin, clopidogrel
I quit smoking and take warfarin | warfarin
no longer smoke, take eliquis | apixaban
should I stop my eliquis | apixaban
my wife reminds me to take warfarin | warfarin
mom gives me my warfarin | warfarin
Plavix, no aspirin | clopidogrel, -aspirin
No anticoagulants. ASA 81mg. | -blood thinner, aspirin
Eliquis was discontinued due to bleeding | -apixaban
stopped ibuprofen and take eliquis 5 | -ibuprofen, apixaban
no longer take eliquis | -apixaban
didn't take my eliquis today | apixaban
haven't taken my warfarin yet this morning | warfarin
have not taken warfarin for 2 days | warfarin
not taking eliquis right now | apixaban
not taking xarelto because of a procedure | rivaroxaban
off eliquis for 3 days | apixaban
off warfarin since 2018 | -warfarin
stopped eliquis for a colonoscopy | apixaban
never took warfarin | -warfarin
my mom takes warfarin | -warfarin
my dad takes warfarin and so do I | warfarin
my sister has hemophilia and I am a carrier | hemophilia
my brother has hemophilia | -hemophilia
"""

CONDITIONS = """
type 2 diabetes | diabetes
diabetis | diabetes
no diabetes | -diabetes
no diabetes, epilepsy or cancer | -diabetes, -epilepsy, -cancer
no diabetes, epilepsy | -diabetes, epilepsy
denies: fever, chills, cancer | -fever, -cancer
diabetes - no | -diabetes
haemophilia A | Hemophilia
I bleed easily | bleeds or bruises easily
low platelets | low platelets
my mother had breast cancer | -breast cancer
breast cancer (mother) | -breast cancer
diabetes in my father | -diabetes
family history: breast cancer, diabetes | -breast cancer, -diabetes
family history of diabetes | -diabetes
haemophilia runs in the family | -hemophilia
my mother and I both have hemophilia | hemophilia
my mom had diabetes and I have epilepsy | -diabetes, epilepsy
breast cancer 2015, right axillary lymph nodes removed | breast cancer, lymph nodes removed
lymph nodes in my right armpit were removed | lymph nodes removed
history of breast cancer | breast cancer
pace maker | pacemaker
peacemaker since 2019 | pacemaker?
no pacemaker | -pacemaker
pregnant 8 weeks | pregnancy
could be pregnant | pregnancy
not pregnant | -pregnancy
pregnancy test negative | -pregnancy
DVT 2015 | -deep vein thrombosis
blood clot in leg last month | deep vein thrombosis
clot in my right leg in 2012 | -deep vein thrombosis
history of DVT | -deep vein thrombosis
DVT, resolved | -deep vein thrombosis
eliquis to prevent stroke | apixaban, -stroke
eliquis for afib | apixaban, irregular heartbeat
seizure as a child | seizure
siezures | seizure
scared of needles | needle phobia
I faint with needles | needle phobia
not afraid of needles | -needle phobia
nickel allergy | nickel allergy
alergic to nickel | nickel allergy?
no metal allergy | -metal allergy
no allergy to nickel | -nickel allergy
not allergic to latex | -latex allergy
latex allergy | latex allergy
shingles vaccine | -shingles
shingles last week | shingles
collapsed lung 2010 | pneumothorax
fever today | fever
had a fever in 2019 | -fever
hip replacement 2018 | hip replacement
knee replacements | knee replacement
high blood pressure | high blood pressure
low blood pressure |
PMH: no diabetes, pacemaker | -diabetes, pacemaker
without fever | -fever
not pregnant but could be | pregnancy?
grandmother's pacemaker | -pacemaker
blood clots in family | -deep vein thrombosis
left hip and right knee replaced | hip replacement
nodes taken from armpit | lymph nodes removed
fever blister |
flu shot | -infection
hypotension |
cancer screening | -cancer
tested negative for HIV | -HIV
HIV negative | -HIV
ringing in my ears |
I run marathons |
stiff neck after sleeping badly |
numbness in both feet | neuropathy
allergic to band-aids | antiseptic allergy
lymphodema left arm | lymphedema
never had a stroke | -stroke
AIDS | HIV
hearing aids |
total knee 2016 | knee replacement
total hips | hip replacement
rheumatic fever as a child | heart valve disease
radiation for lymphoma | radiotherapy, lymphoma
loop recorder | implanted device
heart stent 2019 | stent
can't feel my left hand | neuropathy
sleep apnea | breathing machine at night
lost a lot of weight without trying | warning sign
no night sweats | -warning sign
my period is late | pregnancy
"""


def _rows(table: str) -> list[tuple[str, str]]:
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(text.strip(), expected.strip()) for text, expected in rows]


def _said(match: Match) -> str:
    sign = "" if match.counts else "-"
    return f"{sign}{match.name.casefold()}{'' if match.certain or sign else '?'}"


def _check(text: str, expected: str) -> None:
    found = [_said(match) for match in Matcher.load().read_text(text, ON).matches]
    wanted = [part.strip().casefold() for part in expected.split(", ") if part.strip()]
    assert found == wanted, text


@pytest.mark.parametrize(("text", "expected"), _rows(MEDICINES))
def test_medicines_are_found_under_any_spelling(text: str, expected: str) -> None:
    _check(text, expected)


@pytest.mark.parametrize(("text", "expected"), _rows(NO_CLASS))
def test_other_medicines_and_ordinary_words_are_not_taken_for_one(text: str, expected: str) -> None:
    _check(text, expected)


@pytest.mark.parametrize(("text", "expected"), _rows(STOPPED))
def test_what_is_denied_stopped_or_of_others_does_not_count(text: str, expected: str) -> None:
    _check(text, expected)


@pytest.mark.parametrize(("text", "expected"), _rows(CONDITIONS))
def test_conditions_in_plain_words(text: str, expected: str) -> None:
    _check(text, expected)
