"""Parties that were erased, by hash, so that an older backup does not bring them back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "erasures",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("party_hash", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_erasures_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "party_hash", name=op.f("pk_erasures")),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("erasures")
