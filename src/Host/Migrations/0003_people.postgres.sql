CREATE TABLE people_challenges (
    hash character varying(64) NOT NULL,
    "for" character varying(32) NOT NULL,
    member_id bigint,
    state text NOT NULL,
    chosen text,
    until bigint NOT NULL,
    CONSTRAINT "PK_people_challenges" PRIMARY KEY (hash)
);

CREATE TABLE people_keys (
    id bigint NOT NULL,
    xml text NOT NULL,
    CONSTRAINT "PK_people_keys" PRIMARY KEY (id)
);

CREATE TABLE people_letters (
    id bigint NOT NULL,
    email character varying(254) NOT NULL,
    subject character varying(200) NOT NULL,
    body text NOT NULL,
    written bigint NOT NULL,
    attempts integer NOT NULL,
    next_at bigint NOT NULL,
    state character varying(32) NOT NULL,
    error character varying(300),
    CONSTRAINT "PK_people_letters" PRIMARY KEY (id)
);

CREATE TABLE people_members (
    id bigint NOT NULL,
    handle character varying(24) NOT NULL,
    name character varying(24) NOT NULL,
    bio character varying(200) NOT NULL,
    region character varying(6),
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

CREATE TABLE people_blocks (
    member_id bigint NOT NULL,
    blocked_id bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_people_blocks" PRIMARY KEY (member_id, blocked_id),
    CONSTRAINT "FK_people_blocks_people_members_blocked_id" FOREIGN KEY (blocked_id) REFERENCES people_members (id) ON DELETE CASCADE,
    CONSTRAINT "FK_people_blocks_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_follows (
    follower_id bigint NOT NULL,
    followed_id bigint NOT NULL,
    state character varying(32) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_people_follows" PRIMARY KEY (follower_id, followed_id),
    CONSTRAINT "FK_people_follows_people_members_followed_id" FOREIGN KEY (followed_id) REFERENCES people_members (id) ON DELETE CASCADE,
    CONSTRAINT "FK_people_follows_people_members_follower_id" FOREIGN KEY (follower_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_interests (
    member_id bigint NOT NULL,
    tag character varying(30) NOT NULL,
    CONSTRAINT "PK_people_interests" PRIMARY KEY (member_id, tag),
    CONSTRAINT "FK_people_interests_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_mail_tokens (
    hash character varying(64) NOT NULL,
    member_id bigint NOT NULL,
    "for" character varying(32) NOT NULL,
    email_key character varying(254) NOT NULL,
    until bigint NOT NULL,
    CONSTRAINT "PK_people_mail_tokens" PRIMARY KEY (hash),
    CONSTRAINT "FK_people_mail_tokens_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_mutes (
    member_id bigint NOT NULL,
    muted_id bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_people_mutes" PRIMARY KEY (member_id, muted_id),
    CONSTRAINT "FK_people_mutes_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE,
    CONSTRAINT "FK_people_mutes_people_members_muted_id" FOREIGN KEY (muted_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_notice_switches (
    member_id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    channel character varying(32) NOT NULL,
    "on" boolean NOT NULL,
    CONSTRAINT "PK_people_notice_switches" PRIMARY KEY (member_id, kind, channel),
    CONSTRAINT "FK_people_notice_switches_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_notices (
    id bigint NOT NULL,
    to_id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    thing character varying(80) NOT NULL,
    day integer NOT NULL,
    actor_id bigint,
    actors integer NOT NULL,
    excerpt character varying(120),
    at bigint NOT NULL,
    unread boolean NOT NULL,
    CONSTRAINT "PK_people_notices" PRIMARY KEY (id),
    CONSTRAINT "FK_people_notices_people_members_to_id" FOREIGN KEY (to_id) REFERENCES people_members (id) ON DELETE CASCADE
);

CREATE TABLE people_passkeys (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    credential character varying(2046) NOT NULL,
    name character varying(60) NOT NULL,
    data text NOT NULL,
    added bigint NOT NULL,
    used bigint,
    CONSTRAINT "PK_people_passkeys" PRIMARY KEY (id),
    CONSTRAINT "FK_people_passkeys_people_members_member_id" FOREIGN KEY (member_id) REFERENCES people_members (id) ON DELETE CASCADE
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

CREATE TABLE people_notice_actors (
    notice_id bigint NOT NULL,
    actor_id bigint NOT NULL,
    CONSTRAINT "PK_people_notice_actors" PRIMARY KEY (notice_id, actor_id),
    CONSTRAINT "FK_people_notice_actors_people_notices_notice_id" FOREIGN KEY (notice_id) REFERENCES people_notices (id) ON DELETE CASCADE
);

CREATE INDEX "IX_people_blocks_blocked_id" ON people_blocks (blocked_id);

CREATE INDEX "IX_people_challenges_until" ON people_challenges (until);

CREATE INDEX "IX_people_follows_followed_id_state_at" ON people_follows (followed_id, state, at);

CREATE INDEX "IX_people_follows_follower_id_state_at" ON people_follows (follower_id, state, at);

CREATE INDEX "IX_people_interests_tag" ON people_interests (tag);

CREATE INDEX "IX_people_letters_state_next_at" ON people_letters (state, next_at);

CREATE INDEX "IX_people_mail_tokens_member_id" ON people_mail_tokens (member_id);

CREATE INDEX "IX_people_mail_tokens_until" ON people_mail_tokens (until);

CREATE INDEX "IX_people_members_avatar_id" ON people_members (avatar_id);

CREATE INDEX "IX_people_members_cover_id" ON people_members (cover_id);

CREATE INDEX "IX_people_members_discoverable_followers" ON people_members (discoverable, followers);

CREATE INDEX "IX_people_members_email_key" ON people_members (email_key);

CREATE UNIQUE INDEX "IX_people_members_handle" ON people_members (handle);

CREATE INDEX "IX_people_mutes_muted_id" ON people_mutes (muted_id);

CREATE INDEX "IX_people_notices_to_id_at_id" ON people_notices (to_id, at, id);

CREATE UNIQUE INDEX "IX_people_notices_to_id_kind_thing_day" ON people_notices (to_id, kind, thing, day);

CREATE INDEX "IX_people_notices_to_id_unread" ON people_notices (to_id, unread);

CREATE UNIQUE INDEX "IX_people_passkeys_credential" ON people_passkeys (credential);

CREATE INDEX "IX_people_passkeys_member_id" ON people_passkeys (member_id);

CREATE INDEX "IX_people_sessions_member_id" ON people_sessions (member_id);

CREATE UNIQUE INDEX "IX_people_sessions_token_hash" ON people_sessions (token_hash);

CREATE INDEX "IX_people_sessions_until" ON people_sessions (until);

