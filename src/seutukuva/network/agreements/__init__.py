"""A draft of an agreement between the actors of an ecosystem, begun from what is known of them."""

from seutukuva.network.agreements.drafting import Agreement, Party, draft

__all__ = ["Agreement", "Party", "draft"]
