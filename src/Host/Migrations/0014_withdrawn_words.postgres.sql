CREATE TABLE people_withdrawn (
    thing character varying(80) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_people_withdrawn" PRIMARY KEY (thing)
);

