"""What happened before a programme, and who is there when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "past_interactions",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Text(), server_default="", nullable=False),
        sa.Column("counterpart_id", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("relation", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("stage_label", sa.Text(), server_default="", nullable=False),
        sa.Column("amount", sa.Double(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_past_interactions_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_past_interactions")),
    )
    for column in ("company_id", "counterpart_id"):
        op.create_index(
            op.f(f"ix_past_interactions_programme_id_{column}"),
            "past_interactions",
            ["programme_id", column],
            unique=False,
        )
    op.create_table(
        "presences",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("column", sa.Text(), server_default="", nullable=False),
        sa.Column("stated_by", sa.Text(), server_default="", nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "party_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_presences_programme_id_party_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_presences_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "party_id", name=op.f("pk_presences")),
    )


def downgrade() -> None:
    """Take them away with what they hold."""
    op.drop_table("presences")
    for column in ("counterpart_id", "company_id"):
        op.drop_index(op.f(f"ix_past_interactions_programme_id_{column}"), table_name="past_interactions")
    op.drop_table("past_interactions")
