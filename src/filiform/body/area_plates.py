"""Pictures of the anatomical areas: a few areas a plate, coloured and numbered on a view.

Areas are shown on the person's left and, where they cross the midline, on both sides; one that
exists only on the right is shown there. Where areas overlap the smaller lies on top.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from filiform.body.body import Body
from filiform.body.values import Side, SideRule

INK = (29, 27, 24)
PAPER = (251, 250, 248)
COLOURS = (
    (204, 82, 72),
    (66, 121, 189),
    (74, 153, 92),
    (222, 158, 54),
    (138, 92, 172),
    (52, 160, 164),
    (210, 110, 160),
    (142, 108, 70),
    (128, 160, 44),
    (96, 96, 110),
    (232, 200, 70),
)
# How much of the colour covers the skin, and room around the areas as a share of their extent.
COVER, MARGIN = 0.6, 0.12
# Longest side of a picture; the pictures of all plates are to stay under 1.5 MB.
LONGEST, LEAST = 720, 420


@dataclass(frozen=True, slots=True)
class Plate:
    """One picture: `areas` on a view; several plates may share a `region` of the page."""

    region: str
    id: str
    view: str
    areas: tuple[str, ...]


def _plate(region: str, plate: str, view: str, areas: str) -> Plate:
    return Plate(region, plate, view, tuple(areas.split()))


PLATES = (
    _plate("Head and neck", "face", "head_front", "forehead eyebrow eye cheek nose_side chin"),
    _plate(
        "Head and neck",
        "head-side",
        "head_left",
        "vertex temple side_of_head tmj jaw_body jaw_angle neck_lateral neck_anterior",
    ),
    _plate(
        "Head and neck",
        "head-back",
        "head_back",
        "occiput suboccipital mastoid neck_posterior_upper neck_posterior_lower c7_t1",
    ),
    _plate(
        "Shoulder girdle",
        "shoulder-side",
        "trunk_side",
        "neck_shoulder_angle shoulder_top shoulder_lateral",
    ),
    _plate(
        "Shoulder girdle",
        "shoulder-back",
        "back",
        "suprascapular shoulder_posterior scapula_body interscapular",
    ),
    _plate(
        "Shoulder girdle",
        "scapula-borders",
        "back",
        "scapula_superior_angle scapula_medial_border scapula_inferior_angle "
        "scapula_lateral_border thoracic_midline_mid",
    ),
    _plate(
        "Chest and abdomen",
        "chest",
        "front",
        "infraclavicular sternoclavicular sternum chest_upper chest_lower shoulder_anterior axilla",
    ),
    _plate(
        "Chest and abdomen",
        "abdomen",
        "front",
        "abdomen_upper_quadrant abdomen_lower_quadrant periumbilical suprapubic mcburney_point",
    ),
    _plate(
        "Chest and abdomen", "front-bands", "front", "breast costal_margin_anterior epigastrium"
    ),
    _plate(
        "Chest and abdomen",
        "trunk-side",
        "trunk_side",
        "chest_lateral lateral_abdomen flank midback_lateral",
    ),
    _plate(
        "Back",
        "back",
        "back",
        "thoracic_paraspinal_mid thoracic_paraspinal_lower posterior_lower_ribs "
        "lumbar_paraspinal_upper lumbar_paraspinal_lower lumbar_midline",
    ),
    _plate("Back", "back-bands", "back", "mid_back_transverse_band lumbosacral_transverse_band"),
    _plate(
        "Pelvis and hip",
        "pelvis-back",
        "back",
        "iliac_crest_posterior sacroiliac_region sacrum coccyx ischial_tuberosity gluteal_fold",
    ),
    _plate(
        "Pelvis and hip",
        "buttock",
        "back",
        "buttock_upper_outer buttock_medial buttock_central buttock_lower",
    ),
    _plate(
        "Pelvis and hip",
        "hip-side",
        "trunk_side",
        "iliac_crest_lateral lateral_hip greater_trochanter",
    ),
    _plate("Pelvis and hip", "hip-front", "front", "anterior_hip groin"),
    _plate("Pelvis and hip", "pelvic-floor", "front", "pubic_symphysis penis perineum"),
    _plate("Pelvis and hip", "scrotum", "front", "scrotum_testis"),
    _plate("Pelvis and hip", "labia", "front", "labia"),
    _plate("Arm", "arm-front", "front", "arm_anterior elbow_anterior forearm_volar"),
    _plate("Arm", "arm-side", "left", "arm_lateral elbow_lateral forearm_radial"),
    _plate("Arm", "arm-back", "back", "arm_posterior elbow_posterior forearm_dorsal"),
    _plate("Arm", "arm-inner", "arms_inner", "arm_medial elbow_medial forearm_ulnar wrist_ulnar"),
    _plate(
        "Hand",
        "palm",
        "hands_palm",
        "wrist_volar thenar hypothenar palm thumb index_finger middle_finger ring_finger "
        "little_finger",
    ),
    _plate(
        "Hand",
        "hand-back",
        "hands_back",
        "wrist_dorsal wrist_radial hand_dorsum_radial hand_dorsum_ulnar first_web",
    ),
    _plate(
        "Thigh and knee",
        "thigh-front",
        "front",
        "anterior_thigh_proximal anterior_thigh_mid anterior_thigh_distal anterior_knee "
        "suprapatellar patella_lateral_border",
    ),
    _plate(
        "Thigh and knee",
        "thigh-oblique",
        "front",
        "anterolateral_thigh anteromedial_thigh_distal medial_thigh_proximal",
    ),
    _plate(
        "Thigh and knee",
        "thigh-side",
        "left",
        "lateral_thigh_proximal lateral_thigh_mid lateral_thigh_distal lateral_knee",
    ),
    _plate(
        "Thigh and knee",
        "thigh-inner",
        "legs_inner",
        "medial_thigh_mid medial_thigh_distal medial_knee",
    ),
    _plate(
        "Thigh and knee",
        "thigh-back",
        "back",
        "posterior_thigh_proximal posterior_thigh_mid posterior_thigh_distal posterior_knee",
    ),
    _plate(
        "Thigh and knee", "thigh-back-sides", "back", "posterolateral_thigh posteromedial_thigh"
    ),
    _plate(
        "Leg",
        "leg-front",
        "front",
        "anterior_leg_proximal anterior_leg_mid anterior_leg_distal",
    ),
    _plate(
        "Leg",
        "leg-side",
        "left",
        "lateral_leg_proximal lateral_leg_mid lateral_leg_distal lateral_malleolus lateral_heel "
        "lateral_foot_border",
    ),
    _plate(
        "Leg",
        "leg-inner",
        "legs_inner",
        "medial_leg medial_malleolus medial_heel medial_arch first_mtp_medial",
    ),
    _plate(
        "Leg",
        "leg-back",
        "back",
        "calf_proximal_medial calf_proximal_lateral calf_central calf_distal achilles_tendon "
        "posterior_heel",
    ),
    _plate(
        "Foot",
        "foot-top",
        "feet_top",
        "anterior_ankle anteromedial_ankle anterolateral_ankle dorsum_foot_medial "
        "dorsum_foot_central dorsum_foot_lateral hallux_dorsal lesser_toes_dorsal",
    ),
    _plate("Foot", "toes", "feet_top", "second_toe distal_metatarsal_interspace"),
    _plate(
        "Foot",
        "sole",
        "feet_sole",
        "plantar_heel plantar_midfoot lateral_sole plantar_forefoot first_mtp_plantar "
        "fifth_mtp_plantar hallux_plantar lesser_toes_plantar",
    ),
)


def shown_cells(body: Body, area: str) -> frozenset[int]:
    """The cells of an area that its plate colours."""
    rule = body.areas[area].side_rule
    side = {SideRule.RIGHT_ONLY: Side.RIGHT, SideRule.PAIRED: Side.LEFT}.get(rule, Side.BOTH)
    return body.cells_of(area, side)


def inputs_digest(body: Body) -> str:
    """Changes when a plate, a colour, an area or a view that a plate uses changes."""
    found = hashlib.sha256(repr((PLATES, COLOURS, COVER, MARGIN, LONGEST, LEAST)).encode())
    for plate in PLATES:
        found.update(body.picture(plate.view) + body.id_picture(plate.view))
        for area in plate.areas:
            found.update(repr(sorted(shown_cells(body, area))).encode())
    return found.hexdigest()[:16]


def draw(body: Body, plate: Plate) -> bytes:
    """The picture of a plate as PNG."""
    owner = _owner(body, plate)
    picture = _on_paper(body.picture(plate.view))
    for number, colour in zip(range(len(plate.areas)), COLOURS, strict=False):
        picture[owner == number] += COVER * (np.array(colour) - picture[owner == number])
    image = Image.fromarray(picture.round().astype(np.uint8))
    box = _box(owner >= 0)
    scale = _scale(box)
    image = image.crop(box).resize(
        (round((box[2] - box[0]) * scale), round((box[3] - box[1]) * scale)),
        Image.Resampling.LANCZOS,
    )
    _outlines(image, body, plate, box, scale)
    _numbers(image, owner, box, scale)
    return _png(image)


def _owner(body: Body, plate: Plate) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Place in the plate of the area that each pixel shows, the smallest first; -1 elsewhere."""
    shown = {area: shown_cells(body, area) for area in plate.areas}
    of_cell = np.full(len(body.cells) + 1, -1)
    for area in sorted(shown, key=lambda area: -body.area_cm2(shown[area])):
        of_cell[sorted(shown[area])] = plate.areas.index(area)
    return of_cell[body.id_map(plate.view)]


def _on_paper(png: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    with Image.open(BytesIO(png)) as picture:
        skin = picture.convert("RGBA")
    paper = Image.new("RGBA", skin.size, (*PAPER, 255))
    return np.asarray(Image.alpha_composite(paper, skin).convert("RGB")).astype(np.float64)


def _box(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    room = round(MARGIN * max(np.ptp(rows), np.ptp(columns))) + 16
    height, width = mask.shape
    return (
        max(int(columns[0]) - room, 0),
        max(int(rows[0]) - room, 0),
        min(int(columns[-1]) + room, width),
        min(int(rows[-1]) + room, height),
    )


def _scale(box: tuple[int, int, int, int]) -> float:
    longest = max(box[2] - box[0], box[3] - box[1])
    return min(max(longest, LEAST), LONGEST) / longest


def _outlines(
    image: Image.Image, body: Body, plate: Plate, box: tuple[int, int, int, int], scale: float
) -> None:
    pen = ImageDraw.Draw(image)
    for area in plate.areas:
        for line in body.outline(plate.view, shown_cells(body, area)):
            points = [((x - box[0]) * scale, (y - box[1]) * scale) for x, y in line]
            pen.line([*points, points[0]], fill=INK, width=1)


def _numbers(
    image: Image.Image,
    owner: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
    box: tuple[int, int, int, int],
    scale: float,
) -> None:
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(16)
    for number in range(int(owner.max()) + 1):
        x, y = _inside(owner == number)
        place = ((x - box[0]) * scale, (y - box[1]) * scale)
        pen.text(
            place,
            str(number + 1),
            fill=INK,
            font=font,
            anchor="mm",
            stroke_width=3,
            stroke_fill=PAPER,
        )


def _inside(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> tuple[float, float]:
    """The pixel of an area that lies nearest to its middle."""
    rows, columns = np.nonzero(mask)
    away = (rows - np.median(rows)) ** 2 + (columns - np.median(columns)) ** 2
    nearest = int(away.argmin())
    return float(columns[nearest]), float(rows[nearest])


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.quantize(192, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()
