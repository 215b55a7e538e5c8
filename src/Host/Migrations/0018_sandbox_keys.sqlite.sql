CREATE TABLE "goods_sandbox_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_sandbox_keys" PRIMARY KEY,
    "secret" BLOB NOT NULL
);

