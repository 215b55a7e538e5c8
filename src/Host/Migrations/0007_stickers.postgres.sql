ALTER TABLE place_comments ADD sticker character varying(20);

