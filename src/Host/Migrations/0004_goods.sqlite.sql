CREATE TABLE "goods_categories" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_categories" PRIMARY KEY,
    "parent_id" INTEGER NULL,
    "slug" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "attributes" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "name_en" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    CONSTRAINT "FK_goods_categories_goods_categories_parent_id" FOREIGN KEY ("parent_id") REFERENCES "goods_categories" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_merchants" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_merchants" PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sign_id" INTEGER NULL,
    "cover_id" INTEGER NULL,
    "cover_colour" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "about_en" TEXT NOT NULL,
    "about_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "ships_from_en" TEXT NOT NULL,
    "ships_from_zh" TEXT NOT NULL
);

CREATE TABLE "goods_products" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_products" PRIMARY KEY,
    "merchant_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "brand" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "options" TEXT NOT NULL,
    "attributes" TEXT NOT NULL,
    "cover_id" INTEGER NOT NULL,
    "cover_width" INTEGER NOT NULL,
    "cover_height" INTEGER NOT NULL,
    "cover_colour" TEXT NOT NULL,
    "highest_minor" INTEGER NOT NULL,
    "was_minor" INTEGER NULL,
    "reduced_at" INTEGER NULL,
    "sold" INTEGER NOT NULL,
    "stars1" INTEGER NOT NULL,
    "stars2" INTEGER NOT NULL,
    "stars3" INTEGER NOT NULL,
    "stars4" INTEGER NOT NULL,
    "stars5" INTEGER NOT NULL,
    "reviews_with_pictures" INTEGER NOT NULL,
    "made_at" INTEGER NOT NULL,
    "changed_at" INTEGER NOT NULL,
    "on_sale_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "about_en" TEXT NOT NULL,
    "about_zh" TEXT NOT NULL,
    "price_currency" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "title_en" TEXT NOT NULL,
    "title_zh" TEXT NOT NULL,
    CONSTRAINT "FK_goods_products_goods_categories_category_id" FOREIGN KEY ("category_id") REFERENCES "goods_categories" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_products_goods_merchants_merchant_id" FOREIGN KEY ("merchant_id") REFERENCES "goods_merchants" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_shipping_rules" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_shipping_rules" PRIMARY KEY,
    "free_from_minor" INTEGER NULL,
    "dispatch_days" INTEGER NOT NULL,
    "excluded" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "flat_currency" TEXT NOT NULL,
    "flat_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_shipping_rules_flat" CHECK (flat_minor >= 0),
    CONSTRAINT "FK_goods_shipping_rules_goods_merchants_id" FOREIGN KEY ("id") REFERENCES "goods_merchants" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_staff" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_staff" PRIMARY KEY,
    "merchant_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_staff_goods_merchants_merchant_id" FOREIGN KEY ("merchant_id") REFERENCES "goods_merchants" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_product_pictures" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_product_pictures" PRIMARY KEY,
    "product_id" INTEGER NOT NULL,
    "picture_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "colour" TEXT NOT NULL,
    "alt_en" TEXT NOT NULL,
    "alt_zh" TEXT NOT NULL,
    CONSTRAINT "FK_goods_product_pictures_goods_products_product_id" FOREIGN KEY ("product_id") REFERENCES "goods_products" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_skus" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_skus" PRIMARY KEY,
    "product_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "choice1" INTEGER NOT NULL,
    "choice2" INTEGER NOT NULL,
    "choice3" INTEGER NOT NULL,
    "was_minor" INTEGER NULL,
    "reduced_at" INTEGER NULL,
    "picture_id" INTEGER NULL,
    "position" INTEGER NOT NULL,
    "retired" INTEGER NOT NULL,
    "price_currency" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_skus_price" CHECK (price_minor >= 0),
    CONSTRAINT "FK_goods_skus_goods_products_product_id" FOREIGN KEY ("product_id") REFERENCES "goods_products" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_price_changes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_price_changes" PRIMARY KEY,
    "sku_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "by_id" INTEGER NOT NULL,
    "price_currency" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_price_changes_goods_skus_sku_id" FOREIGN KEY ("sku_id") REFERENCES "goods_skus" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_stock" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_stock" PRIMARY KEY,
    "product_id" INTEGER NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "held" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_stock_whole" CHECK (held >= 0 and on_hand >= held),
    CONSTRAINT "FK_goods_stock_goods_skus_id" FOREIGN KEY ("id") REFERENCES "goods_skus" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_stock_movements" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_stock_movements" PRIMARY KEY,
    "sku_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "on_hand_change" INTEGER NOT NULL,
    "held_change" INTEGER NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "held" INTEGER NOT NULL,
    "order_id" INTEGER NULL,
    "by_id" INTEGER NULL,
    "note" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_stock_movements_goods_skus_sku_id" FOREIGN KEY ("sku_id") REFERENCES "goods_skus" ("id") ON DELETE RESTRICT
);

CREATE INDEX "IX_goods_categories_parent_id" ON "goods_categories" ("parent_id");

CREATE UNIQUE INDEX "IX_goods_categories_slug" ON "goods_categories" ("slug");

CREATE UNIQUE INDEX "IX_goods_merchants_slug" ON "goods_merchants" ("slug");

CREATE INDEX "IX_goods_price_changes_sku_id_at" ON "goods_price_changes" ("sku_id", "at");

CREATE UNIQUE INDEX "IX_goods_product_pictures_product_id_picture_id" ON "goods_product_pictures" ("product_id", "picture_id");

CREATE INDEX "IX_goods_products_category_id" ON "goods_products" ("category_id");

CREATE INDEX "IX_goods_products_merchant_id_state_id" ON "goods_products" ("merchant_id", "state", "id");

CREATE INDEX "IX_goods_products_state_category_id_id" ON "goods_products" ("state", "category_id", "id");

CREATE INDEX "IX_goods_products_state_sold_id" ON "goods_products" ("state", "sold", "id");

CREATE UNIQUE INDEX "IX_goods_skus_product_id_choice1_choice2_choice3" ON "goods_skus" ("product_id", "choice1", "choice2", "choice3");

CREATE UNIQUE INDEX "IX_goods_staff_member_id" ON "goods_staff" ("member_id");

CREATE INDEX "IX_goods_staff_merchant_id" ON "goods_staff" ("merchant_id");

CREATE INDEX "IX_goods_stock_product_id" ON "goods_stock" ("product_id");

CREATE INDEX "IX_goods_stock_movements_order_id" ON "goods_stock_movements" ("order_id");

CREATE INDEX "IX_goods_stock_movements_sku_id_id" ON "goods_stock_movements" ("sku_id", "id");

