CREATE TABLE people_members (
    id bigint NOT NULL,
    handle character varying(24) NOT NULL,
    name character varying(24) NOT NULL,
    bio character varying(200) NOT NULL,
    region character varying(40),
    city character varying(40),
    language character varying(8) NOT NULL,
    avatar_id bigint,
    cover_id bigint,
    cover_colour character varying(7),
    role character varying(32) NOT NULL,
    joined bigint NOT NULL,
    password_hash character varying(200),
    email character varying(254),
    email_key character varying(254),
    email_confirmed boolean NOT NULL,
    discoverable boolean NOT NULL,
    indexable boolean NOT NULL,
    approve_followers boolean NOT NULL,
    journal_consent boolean NOT NULL,
    followers integer NOT NULL,
    following integer NOT NULL,
    digest_at bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT "PK_people_members" PRIMARY KEY (id)
);

CREATE TABLE people_sessions (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    token_hash character varying(64) NOT NULL,
    device character varying(60) NOT NULL,
    address character varying(48) NOT NULL,
    by character varying(32) NOT NULL,
    started bigint NOT NULL,
    seen bigint NOT NULL,
    until bigint NOT NULL,
    CONSTRAINT "PK_people_sessions" PRIMARY KEY (id),
    CONSTRAINT "FK_people_sessions_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE INDEX "IX_people_members_discoverable_followers" ON people_members (discoverable, followers);

CREATE INDEX "IX_people_members_email_key" ON people_members (email_key);

CREATE UNIQUE INDEX "IX_people_members_handle" ON people_members (handle);

CREATE INDEX "IX_people_sessions_member_id" ON people_sessions (member_id);

CREATE UNIQUE INDEX "IX_people_sessions_token_hash" ON people_sessions (token_hash);

CREATE INDEX "IX_people_sessions_until" ON people_sessions (until);

