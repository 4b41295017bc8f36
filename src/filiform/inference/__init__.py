"""Which hidden causes explain a drawing: a generative model, exact checks, a trained network.

Knows nothing of muscles or skin: everything is an array (`World`), which `filiform.locating` makes
from atlas and body. Cause -> expressed zone -> cells; see docs/explanation/locating-model.md.
"""
