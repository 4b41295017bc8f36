"""Dry-needling care as a library: the body, its trigger points, and the rules that join them."""

__version__ = "0.1.0"

__all__ = ["__version__"]
