"""Who plays what the arranger writes in each style."""

from generation.codecs.instrumentation import STRINGS, Part

COMPING = (1, 2, 3)
DRUMS = Part("Drums", 0, drums=True, volume=92, level=0.95)
BASS = Part("Bass", 33, (0,), volume=100, lowest=28, highest=55, level=0.95)
CONTRABASS = Part("Bass", 32, (0,), volume=96, lowest=28, highest=55, level=0.9)

BANDS: dict[str, tuple[Part, ...]] = {
    "pop": (
        BASS,
        Part("Piano", 0, COMPING, pan=52, level=0.75),
        Part("Strings", 48, (4,), pan=80, volume=70, level=0.7),
        DRUMS,
    ),
    "rock": (
        BASS,
        Part("Guitars", 30, COMPING, pan=48, volume=76, level=0.75),
        Part("Lead", 50, (4,), pan=72, volume=74, level=0.75),
        DRUMS,
    ),
    "jazz": (
        CONTRABASS,
        Part("Piano", 0, COMPING, pan=52, level=0.75),
        Part("Trumpet", 59, (4,), pan=44, volume=72, level=0.7),
        DRUMS,
    ),
    "folk": (
        CONTRABASS,
        Part("Guitar", 25, COMPING, pan=52, volume=86, level=0.75),
        Part("Fiddle", 40, (4,), pan=40, volume=76, level=0.75),
        DRUMS,
    ),
    "symphony": (
        Part("Low strings", 43, (0,), pan=84, lowest=28, highest=60, level=0.85),
        Part("Harp", 46, COMPING, pan=56, volume=84, level=0.75),
        Part("Strings", 48, (4,), pan=40, volume=78, level=0.75),
    ),
}
CHOIR = tuple(
    Part(name, STRINGS["program"], (voice,), volume=84, level=0.8)
    for voice, name in enumerate(("Alto", "Tenor", "Bass"))
)
