"""What happens to labels, cells and lines between the form and the published file; :data:`NOISES` names it all."""

from generator.noises.figures import FIGURE_NOISES
from generator.noises.labels import LABEL_NOISES
from generator.noises.lines import LINE_NOISES
from generator.noises.losses import LOSS_NOISES
from generator.noises.model import Noise, unchanged
from generator.noises.tables import TABLE_NOISES

NOISES: dict[str, Noise] = {
    noise.name: noise
    for noise in (
        Noise("none", unchanged, frozenset()),
        *LABEL_NOISES,
        *LINE_NOISES,
        *FIGURE_NOISES,
        *LOSS_NOISES,
        *TABLE_NOISES,
    )
}

__all__ = ["NOISES", "Noise"]
