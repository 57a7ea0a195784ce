"""Events, agendas in all versions, meetings and what came of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "events",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="", nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_events_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_events")),
    )
    op.create_table(
        "agendas",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("current_version", sa.Integer(), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"],
            ["events.programme_id", "events.id"],
            name=op.f("fk_agendas_programme_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_agendas_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_agendas")),
    )
    op.create_index(op.f("ix_agendas_programme_id_event_id"), "agendas", ["programme_id", "event_id"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("party_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("value_eur", sa.Double(), nullable=True),
        sa.Column("said_by", sa.Text(), server_default="", nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("follow_up IN ('contact', 'negotiation', 'agreement')", name=op.f("ck_outcomes_follow_up")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_outcomes_rating")),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"],
            ["events.programme_id", "events.id"],
            name=op.f("fk_outcomes_programme_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "other_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_outcomes_programme_id_other_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "party_id"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_outcomes_programme_id_party_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_outcomes_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "event_id", "party_id", "other_id", name=op.f("pk_outcomes")),
    )
    op.create_index(op.f("ix_outcomes_programme_id_other_id"), "outcomes", ["programme_id", "other_id"], unique=False)
    op.create_index(op.f("ix_outcomes_programme_id_party_id"), "outcomes", ["programme_id", "party_id"], unique=False)
    op.create_table(
        "agenda_versions",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("agenda_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("problem", sa.JSON(), nullable=False),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.Column("saved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "agenda_id"],
            ["agendas.programme_id", "agendas.id"],
            name=op.f("fk_agenda_versions_programme_id_agenda_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_agenda_versions_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "agenda_id", "version", name=op.f("pk_agenda_versions")),
    )
    op.create_table(
        "meetings",
        sa.Column("programme_id", sa.Text(), nullable=False),
        sa.Column("agenda_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("a", sa.Text(), nullable=False),
        sa.Column("b", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), server_default="", nullable=False),
        sa.Column("venue", sa.Text(), server_default="", nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "a"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_meetings_programme_id_a"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "agenda_id"],
            ["agendas.programme_id", "agendas.id"],
            name=op.f("fk_meetings_programme_id_agenda_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "b"],
            ["parties.programme_id", "parties.id"],
            name=op.f("fk_meetings_programme_id_b"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_meetings_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("programme_id", "agenda_id", "version", "a", "b", name=op.f("pk_meetings")),
    )
    op.create_index(op.f("ix_meetings_programme_id_a"), "meetings", ["programme_id", "a"], unique=False)
    op.create_index(op.f("ix_meetings_programme_id_b"), "meetings", ["programme_id", "b"], unique=False)


def downgrade() -> None:
    """Take them away with what they hold."""
    op.drop_index(op.f("ix_meetings_programme_id_b"), table_name="meetings")
    op.drop_index(op.f("ix_meetings_programme_id_a"), table_name="meetings")
    op.drop_table("meetings")
    op.drop_table("agenda_versions")
    op.drop_index(op.f("ix_outcomes_programme_id_party_id"), table_name="outcomes")
    op.drop_index(op.f("ix_outcomes_programme_id_other_id"), table_name="outcomes")
    op.drop_table("outcomes")
    op.drop_index(op.f("ix_agendas_programme_id_event_id"), table_name="agendas")
    op.drop_table("agendas")
    op.drop_table("events")
