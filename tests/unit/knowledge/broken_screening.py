"""Ways to break the screening files: file, what was changed, into what, and the refusal."""

# The refusal is given from behind the file's name on.
BROKEN = [
    (
        "rules.toml",
        'level = "absolute"',
        'level = "always"',
        "ci_consent_refused.level: one of absolute, relative, caution, got 'always'",
    ),
    (
        "rules.toml",
        'actions = ["do_not_needle"]',
        'actions = ["pray"]',
        (
            "ci_consent_refused.actions: one of do_not_needle, clearance_first, "
            "avoid_region, modify_technique, use_with_caution, got 'pray'"
        ),
    ),
    (
        "rules.toml",
        'actions = ["do_not_needle"]',
        "actions = []",
        "ci_consent_refused.actions: at least one action",
    ),
    (
        "rules.toml",
        'scope = "session"',
        'scope = "region"',
        (
            "ci_consent_refused.place: how a region is found, for rules of scope region and "
            "only there"
        ),
    ),
    (
        "rules.toml",
        'asked = "always"',
        'asked = "follow_up"',
        "ci_consent_refused.after: the rules it follows, for a follow-up and only there",
    ),
    (
        "rules.toml",
        'after = ["ci_implant_site"]',
        'after = ["ci_no"]',
        "ci_estim_active_device.after: ids of this file, got 'ci_no'",
    ),
    (
        "rules.toml",
        'after = ["ci_implant_site"]',
        "",
        ("ci_estim_active_device.after: the rules it follows, for a follow-up and only there"),
    ),
    (
        "rules.toml",
        'technique = "electrical"',
        'technique = "x"',
        "ci_estim_active_device.technique: electrical, got 'x'",
    ),
    (
        "rules.toml",
        'zones = ["thorax"]',
        'zones = ["chest"]',
        "ci_chest_disease.zones: a region group or a zone, got 'chest'",
    ),
    ("rules.toml", 'zones = ["thorax"]', "", "ci_chest_disease.zones: at least one zone"),
    (
        "rules.toml",
        'id = "ci_latex"',
        'id = "ci_metal_allergy"',
        "ci_metal_allergy.id: each id only once, got 'ci_metal_allergy'",
    ),
    (
        "rules.toml",
        'sources = ["iscp2012"',
        'sources = ["nobody"',
        "ci_consent_refused.sources: ids of sources.toml, got 'nobody'",
    ),
    (
        "rules.toml",
        'sources = ["anat"]',
        "sources = []",
        "ci_acute_compartment_dvt.sources: at least one source",
    ),
    (
        "rules.toml",
        'wording = "own"',
        'wording = "own"\nmood = "x"',
        "ci_consent_refused.mood: no such key in this kind of entry",
    ),
    (
        "rules.toml",
        "next = 2027-05-23",
        "next = 2026-11-23",
        "review.next: a date after 2026-11-23, got '2026-11-23'",
    ),
    (
        "medicines.toml",
        'rules = ["ci_anticoag"',
        'rules = ["ci_none"',
        "med_vka.rules: ids of rules.toml, got 'ci_none'",
    ),
    (
        "medicines.toml",
        'bleeding = "minor"',
        'bleeding = "much"',
        "med_nsaid.bleeding: one of none, minor, antiplatelet, anticoagulant, got 'much'",
    ),
    (
        "medicines.toml",
        'generic = "warfarin"',
        'name = "warfarin"',
        "med_vka.drugs[0].generic: this key is required",
    ),
    (
        "medicines.toml",
        'id = "med_vka"',
        'id = "ci_anticoag"',
        "ci_anticoag.id: each id only once, got 'ci_anticoag'",
    ),
    (
        "conditions.toml",
        'id = "cc_valve"',
        'id = "ci_valve"',
        "ci_valve.id: each id only once, got 'ci_valve'",
    ),
    (
        "hazards.toml",
        'id = "mh_general_all"',
        'id = "ci_valve"',
        "ci_valve.id: each id only once, got 'ci_valve'",
    ),
    (
        "conditions.toml",
        'rules = ["ci_valve"]',
        'rules = ["ci_v"]',
        "cc_valve.rules: ids of rules.toml, got 'ci_v'",
    ),
    (
        "conditions.toml",
        'zone = "hip_joint"',
        'zone = "hip"',
        "cc_joint_implant.places: a region group or a zone, got 'hip'",
    ),
    (
        "conditions.toml",
        'zones = ["breast"]',
        'zones = ["b"]',
        "cc_breast_implant.zones: a region group or a zone, got 'b'",
    ),
    (
        "conditions.toml",
        "{ code = ",
        "{ cod = ",
        "cc_bleeding_disorder.snomed[0].code: this key is required",
    ),
    (
        "hazards.toml",
        'risk = "moderate"',
        'risk = "advanced_only"',
        ("mh_general_all.risk: low, moderate or high, got <Hazard.ADVANCED_ONLY: 'advanced_only'>"),
    ),
    (
        "hazards.toml",
        'region = "general"',
        'region = "odd"',
        "mh_general_all.region: a word of regions.toml, got 'odd'",
    ),
    (
        "hazards.toml",
        'region = "hand"',
        'region = "foot"',
        "mh_hand_intrinsics.muscles: muscles of its region, got 'hand'",
    ),
    (
        "hazards.toml",
        'muscles = ["suboccipitals"]',
        'muscles = ["x"]',
        "mh_suboccipital_rcp.muscles: muscles of the atlas, got 'x'",
    ),
    (
        "regions.toml",
        'id = "low_back"',
        'id = "thorax"',
        "thorax.id: each id only once, got 'thorax'",
    ),
    ("regions.toml", 'id = "low_back"', 'id = "back"', "back.id: each id only once, got 'back'"),
    (
        "regions.toml",
        '"trapezius_upper"',
        '"trapezius_top"',
        "thorax.muscles: muscles of the atlas, got 'trapezius_top'",
    ),
    (
        "regions.toml",
        'regions = ["chest_wall", "upper_back"]',
        'regions = ["x"]',
        "thorax.regions: region groups of the atlas, got 'x'",
    ),
    (
        "regions.toml",
        'zone = "upper_quadrant"',
        'zone = "arm_pit"',
        "spread[0].zone: a zone of this file, got 'arm_pit'",
    ),
    (
        "regions.toml",
        'from = ["shoulder_girdle"',
        'from = ["shoulder"',
        "spread[0].from: region groups of the atlas, got 'shoulder'",
    ),
    (
        "regions.toml",
        '"head" = ["head_face"]',
        '"head" = ["skull"]',
        "words.head: region groups of the atlas, got 'skull'",
    ),
    (
        "regions.toml",
        "regions = []\nmuscles = [\n",
        "regions = []\nmuscles = []\nx = [\n",
        "low_back.regions: at least one region or muscle",
    ),
    (
        "observations.toml",
        'rule = "ci_inr_high"',
        'rule = "ci_inr"',
        "inr.rule: an id of rules.toml, got 'ci_inr'",
    ),
    (
        "observations.toml",
        'setting = "inr_limit"',
        'setting = "inr"',
        "inr.limits: a setting, got 'inr'",
    ),
    ("observations.toml", 'unit = "{INR}"', 'unit = "kg"', "inr.unit: one of its units, got 'kg'"),
    (
        "observations.toml",
        '"{INR}" = [1.0, 0.0]',
        '"{INR}" = [0.0, 0.0]',
        "inr.units.{INR}: a factor above 0, got 0.0",
    ),
    (
        "observations.toml",
        '"{INR}" = [1.0, 0.0]',
        '"{INR}" = [1.0]',
        "inr.units.{INR}: 2 numbers, got [1.0]",
    ),
    (
        "observations.toml",
        'when = "above"',
        'when = "over"',
        "inr.limits[0].when: one of above, from, below, got 'over'",
    ),
    (
        "observations.toml",
        'settles = "inr_',
        'settles = "x_',
        "inr.settles: a setting, got 'x_valid_days'",
    ),
    (
        "observations.toml",
        'rule = "ci_pregnancy"',
        'rule = "ci_p"',
        "coded[0].rule: an id of rules.toml, got 'ci_p'",
    ),
    (
        "day_of.toml",
        'raised_by = "no"',
        'raised_by = "maybe"',
        "day_eaten.raised_by: yes or no, got 'maybe'",
    ),
    (
        "day_of.toml",
        'otherwise = "fill"',
        'otherwise = "x"',
        "day_pregnancy.otherwise: one of keep, fill, replace, got 'x'",
    ),
    (
        "day_of.toml",
        'rules = ["ci_local_infection"]',
        'rules = ["ci_x"]',
        "day_skin.rules: ids of rules.toml, got 'ci_x'",
    ),
    (
        "settings.toml",
        'default = "stop"',
        'default = "go"',
        "phobia.default: one of its choices, got 'go'",
    ),
    (
        "settings.toml",
        'rule = "ci_needle_phobia"',
        'rule = "ci_x"',
        "phobia.rule: an id of rules.toml, got 'ci_x'",
    ),
    (
        "settings.toml",
        'stricter = "lower"',
        'stricter = "up"',
        "inr_limit.stricter: lower, higher, got 'up'",
    ),
    (
        "settings.toml",
        "default = 3.0",
        "default = [3.0]",
        "inr_limit.default: a text, a number, true or false, got [3.0]",
    ),
    (
        "jurisdictions.toml",
        'status = "allowed"',
        'status = "yes"',
        "US-FL.status: one of allowed, forbidden, unclear, got 'yes'",
    ),
    (
        "jurisdictions.toml",
        '["dr_us_status"]',
        '["dr_x"]',
        "US-CA.entries: ids of entries of this file, got 'dr_x'",
    ),
    (
        "jurisdictions.toml",
        'entries = ["dr_us_status"]',
        "entries = []",
        "US-CA.entries: at least one entry",
    ),
    (
        "jurisdictions.toml",
        'id = "US-NV"',
        'id = "US-FL"',
        "US-FL.id: each id only once, got 'US-FL'",
    ),
    (
        "jurisdictions.toml",
        "training_hours = 50",
        "training_hours = -1",
        "US-FL.training_hours: a whole number, 1 or more, got -1",
    ),
    (
        "compressibility.csv",
        "abductor_hallucis,",
        "abductor,",
        "abductor.muscle: a muscle of the atlas, once, got 'abductor'",
    ),
    (
        "compressibility.csv",
        ",bone,yes,own",
        ",air,yes,own",
        (
            "abductor_digiti_minimi_foot.backing: a depth and a backing that go together, "
            "got 'superficial, air'"
        ),
    ),
    (
        "compressibility.csv",
        ",bone,yes,own",
        ",bone,no,own",
        "abductor_digiti_minimi_foot.compressible: yes, from depth and backing",
    ),
    (
        "compressibility.csv",
        ",bone,yes,own",
        ",bone,yes,felt",
        "abductor_digiti_minimi_foot.basis: one of source, own, got 'felt'",
    ),
    (
        "compressibility.csv",
        "muscle,depth",
        "id,depth",
        (
            "header: muscle, depth, backing, compressible, basis, got ['id', 'depth', "
            "'backing', 'compressible', 'basis']"
        ),
    ),
    ("red_flags.toml", "severity = ", "grade = ", "rf_pneumothorax.severity: this key is required"),
]
