CREATE TABLE "goods_addresses" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_addresses" PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "is_default" INTEGER NOT NULL,
    "made_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

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

CREATE TABLE "goods_orders" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_orders" PRIMARY KEY,
    "buyer_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "placed_at" INTEGER NOT NULL,
    "pay_by" INTEGER NOT NULL,
    "paid_at" INTEGER NULL,
    "closed_at" INTEGER NULL,
    "journalled" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "goods_currency" TEXT NOT NULL,
    "goods_minor" INTEGER NOT NULL,
    "ship_to_name" TEXT NOT NULL,
    "ship_to_phone" TEXT NOT NULL,
    "ship_to_region" TEXT NOT NULL,
    "ship_to_street" TEXT NOT NULL,
    "shipping_currency" TEXT NOT NULL,
    "shipping_minor" INTEGER NOT NULL,
    "total_currency" TEXT NOT NULL,
    "total_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_orders_sum" CHECK (total_minor = goods_minor + shipping_minor and goods_minor >= 0 and shipping_minor >= 0)
);

CREATE TABLE "goods_sandbox_charges" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_sandbox_charges" PRIMARY KEY,
    "reference" TEXT NOT NULL,
    "refunded_minor" INTEGER NOT NULL,
    "return_url" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "amount_currency" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "paid_currency" TEXT NOT NULL,
    "paid_minor" INTEGER NOT NULL
);

CREATE TABLE "goods_webhooks" (
    "id" TEXT NOT NULL CONSTRAINT "PK_goods_webhooks" PRIMARY KEY,
    "payment_id" INTEGER NULL,
    "at" INTEGER NOT NULL
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

CREATE TABLE "goods_order_steps" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_order_steps" PRIMARY KEY,
    "order_id" INTEGER NOT NULL,
    "sub_order_id" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "member_id" INTEGER NULL,
    "why" TEXT NOT NULL,
    "minor" INTEGER NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_order_steps_goods_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "goods_orders" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_payments" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_payments" PRIMARY KEY,
    "order_id" INTEGER NOT NULL,
    "buyer_id" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reference" TEXT NULL,
    "redirect_url" TEXT NULL,
    "refunded_minor" INTEGER NOT NULL,
    "begun_at" INTEGER NOT NULL,
    "settled_at" INTEGER NULL,
    "why" TEXT NOT NULL,
    "ask_at" INTEGER NULL,
    "asked" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "amount_currency" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_payments_refunded" CHECK (refunded_minor between 0 and amount_minor),
    CONSTRAINT "FK_goods_payments_goods_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "goods_orders" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_sub_orders" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_sub_orders" PRIMARY KEY,
    "order_id" INTEGER NOT NULL,
    "buyer_id" INTEGER NOT NULL,
    "merchant_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "dispatch_days" INTEGER NOT NULL,
    "placed_at" INTEGER NOT NULL,
    "paid_at" INTEGER NULL,
    "ship_by" INTEGER NULL,
    "shipped_at" INTEGER NULL,
    "confirm_by" INTEGER NULL,
    "received_at" INTEGER NULL,
    "done_by" INTEGER NULL,
    "cancel_reason" TEXT NULL,
    "version" INTEGER NOT NULL,
    "goods_currency" TEXT NOT NULL,
    "goods_minor" INTEGER NOT NULL,
    "shipping_currency" TEXT NOT NULL,
    "shipping_minor" INTEGER NOT NULL,
    "total_currency" TEXT NOT NULL,
    "total_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_sub_orders_sum" CHECK (total_minor = goods_minor + shipping_minor),
    CONSTRAINT "FK_goods_sub_orders_goods_merchants_merchant_id" FOREIGN KEY ("merchant_id") REFERENCES "goods_merchants" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_sub_orders_goods_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "goods_orders" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_sandbox_refunds" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_sandbox_refunds" PRIMARY KEY,
    "charge_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "amount_currency" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_sandbox_refunds_goods_sandbox_charges_charge_id" FOREIGN KEY ("charge_id") REFERENCES "goods_sandbox_charges" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_sandbox_webhooks" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_sandbox_webhooks" PRIMARY KEY,
    "charge_id" INTEGER NOT NULL,
    "message_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "send_at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "error" TEXT NOT NULL,
    CONSTRAINT "FK_goods_sandbox_webhooks_goods_sandbox_charges_charge_id" FOREIGN KEY ("charge_id") REFERENCES "goods_sandbox_charges" ("id") ON DELETE CASCADE
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

CREATE TABLE "goods_reviews" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_reviews" PRIMARY KEY,
    "order_line_id" INTEGER NOT NULL,
    "product_id" INTEGER NOT NULL,
    "merchant_id" INTEGER NOT NULL,
    "author_id" INTEGER NOT NULL,
    "stars" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "has_pictures" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "helpful" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "edited_at" INTEGER NULL,
    "reply" TEXT NULL,
    "replied_at" INTEGER NULL,
    "replied_by_id" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "variant_en" TEXT NOT NULL,
    "variant_zh" TEXT NOT NULL,
    CONSTRAINT "ck_goods_reviews_stars" CHECK (stars between 1 and 5),
    CONSTRAINT "FK_goods_reviews_goods_products_product_id" FOREIGN KEY ("product_id") REFERENCES "goods_products" ("id") ON DELETE RESTRICT
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

CREATE TABLE "goods_payment_notes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_payment_notes" PRIMARY KEY,
    "payment_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_payment_notes_goods_payments_payment_id" FOREIGN KEY ("payment_id") REFERENCES "goods_payments" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_refunds" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_refunds" PRIMARY KEY,
    "payment_id" INTEGER NOT NULL,
    "order_id" INTEGER NOT NULL,
    "sub_order_id" INTEGER NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "done_at" INTEGER NULL,
    "next_at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "error" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "amount_currency" TEXT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_refunds_amount" CHECK (amount_minor > 0),
    CONSTRAINT "FK_goods_refunds_goods_payments_payment_id" FOREIGN KEY ("payment_id") REFERENCES "goods_payments" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_parcels" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_parcels" PRIMARY KEY,
    "order_id" INTEGER NOT NULL,
    "sub_order_id" INTEGER NOT NULL,
    "carrier" TEXT NOT NULL,
    "tracking" TEXT NOT NULL,
    "by_id" INTEGER NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_parcels_goods_sub_orders_sub_order_id" FOREIGN KEY ("sub_order_id") REFERENCES "goods_sub_orders" ("id") ON DELETE RESTRICT
);

CREATE TABLE "goods_review_edits" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_review_edits" PRIMARY KEY,
    "review_id" INTEGER NOT NULL,
    "stars" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_review_edits_goods_reviews_review_id" FOREIGN KEY ("review_id") REFERENCES "goods_reviews" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_review_helpful" (
    "review_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_goods_review_helpful" PRIMARY KEY ("review_id", "member_id"),
    CONSTRAINT "FK_goods_review_helpful_goods_reviews_review_id" FOREIGN KEY ("review_id") REFERENCES "goods_reviews" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_review_pictures" (
    "review_id" INTEGER NOT NULL,
    "picture_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "colour" TEXT NOT NULL,
    CONSTRAINT "PK_goods_review_pictures" PRIMARY KEY ("review_id", "picture_id"),
    CONSTRAINT "FK_goods_review_pictures_goods_reviews_review_id" FOREIGN KEY ("review_id") REFERENCES "goods_reviews" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_review_reports" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_review_reports" PRIMARY KEY,
    "review_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "FK_goods_review_reports_goods_reviews_review_id" FOREIGN KEY ("review_id") REFERENCES "goods_reviews" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_cart_lines" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_cart_lines" PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,
    "picked" INTEGER NOT NULL,
    "added_at" INTEGER NOT NULL,
    "price_then_currency" TEXT NOT NULL,
    "price_then_minor" INTEGER NOT NULL,
    CONSTRAINT "ck_goods_cart_lines_quantity" CHECK (quantity between 1 and 99),
    CONSTRAINT "FK_goods_cart_lines_goods_skus_sku_id" FOREIGN KEY ("sku_id") REFERENCES "goods_skus" ("id") ON DELETE CASCADE
);

CREATE TABLE "goods_order_lines" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_goods_order_lines" PRIMARY KEY,
    "order_id" INTEGER NOT NULL,
    "sub_order_id" INTEGER NOT NULL,
    "buyer_id" INTEGER NOT NULL,
    "merchant_id" INTEGER NOT NULL,
    "product_id" INTEGER NOT NULL,
    "sku_id" INTEGER NOT NULL,
    "cover_id" INTEGER NOT NULL,
    "cover_width" INTEGER NOT NULL,
    "cover_height" INTEGER NOT NULL,
    "cover_colour" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "shipped" INTEGER NOT NULL,
    "price_currency" TEXT NOT NULL,
    "price_minor" INTEGER NOT NULL,
    "title_en" TEXT NOT NULL,
    "title_zh" TEXT NOT NULL,
    "variant_en" TEXT NOT NULL,
    "variant_zh" TEXT NOT NULL,
    CONSTRAINT "ck_goods_order_lines_pieces" CHECK (quantity > 0 and shipped between 0 and quantity),
    CONSTRAINT "FK_goods_order_lines_goods_skus_sku_id" FOREIGN KEY ("sku_id") REFERENCES "goods_skus" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_order_lines_goods_sub_orders_sub_order_id" FOREIGN KEY ("sub_order_id") REFERENCES "goods_sub_orders" ("id") ON DELETE RESTRICT
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

CREATE TABLE "goods_parcel_lines" (
    "parcel_id" INTEGER NOT NULL,
    "order_line_id" INTEGER NOT NULL,
    "pieces" INTEGER NOT NULL,
    CONSTRAINT "PK_goods_parcel_lines" PRIMARY KEY ("parcel_id", "order_line_id"),
    CONSTRAINT "ck_goods_parcel_lines_pieces" CHECK (pieces > 0),
    CONSTRAINT "FK_goods_parcel_lines_goods_order_lines_order_line_id" FOREIGN KEY ("order_line_id") REFERENCES "goods_order_lines" ("id") ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_parcel_lines_goods_parcels_parcel_id" FOREIGN KEY ("parcel_id") REFERENCES "goods_parcels" ("id") ON DELETE CASCADE
);

CREATE INDEX "IX_goods_addresses_member_id_id" ON "goods_addresses" ("member_id", "id");

CREATE UNIQUE INDEX "IX_goods_cart_lines_member_id_sku_id" ON "goods_cart_lines" ("member_id", "sku_id");

CREATE INDEX "IX_goods_cart_lines_sku_id" ON "goods_cart_lines" ("sku_id");

CREATE INDEX "IX_goods_categories_parent_id" ON "goods_categories" ("parent_id");

CREATE UNIQUE INDEX "IX_goods_categories_slug" ON "goods_categories" ("slug");

CREATE UNIQUE INDEX "IX_goods_merchants_slug" ON "goods_merchants" ("slug");

CREATE INDEX "IX_goods_order_lines_buyer_id_product_id" ON "goods_order_lines" ("buyer_id", "product_id");

CREATE INDEX "IX_goods_order_lines_order_id" ON "goods_order_lines" ("order_id");

CREATE INDEX "IX_goods_order_lines_product_id_id" ON "goods_order_lines" ("product_id", "id");

CREATE INDEX "IX_goods_order_lines_sku_id" ON "goods_order_lines" ("sku_id");

CREATE INDEX "IX_goods_order_lines_sub_order_id" ON "goods_order_lines" ("sub_order_id");

CREATE INDEX "IX_goods_order_steps_order_id_id" ON "goods_order_steps" ("order_id", "id");

CREATE INDEX "IX_goods_orders_buyer_id_placed_at_id" ON "goods_orders" ("buyer_id", "placed_at", "id");

CREATE INDEX "IX_goods_orders_placed_at_id" ON "goods_orders" ("placed_at", "id");

CREATE INDEX "IX_goods_orders_state_pay_by" ON "goods_orders" ("state", "pay_by");

CREATE INDEX "IX_goods_parcel_lines_order_line_id" ON "goods_parcel_lines" ("order_line_id");

CREATE INDEX "IX_goods_parcels_carrier_tracking" ON "goods_parcels" ("carrier", "tracking");

CREATE INDEX "IX_goods_parcels_order_id" ON "goods_parcels" ("order_id");

CREATE INDEX "IX_goods_parcels_sub_order_id" ON "goods_parcels" ("sub_order_id");

CREATE INDEX "IX_goods_payment_notes_payment_id_id" ON "goods_payment_notes" ("payment_id", "id");

CREATE UNIQUE INDEX "IX_goods_payments_order_id_attempt" ON "goods_payments" ("order_id", "attempt");

CREATE INDEX "IX_goods_payments_state_ask_at" ON "goods_payments" ("state", "ask_at");

CREATE INDEX "IX_goods_price_changes_sku_id_at" ON "goods_price_changes" ("sku_id", "at");

CREATE UNIQUE INDEX "IX_goods_product_pictures_product_id_picture_id" ON "goods_product_pictures" ("product_id", "picture_id");

CREATE INDEX "IX_goods_products_category_id" ON "goods_products" ("category_id");

CREATE INDEX "IX_goods_products_merchant_id_state_id" ON "goods_products" ("merchant_id", "state", "id");

CREATE INDEX "IX_goods_products_state_category_id_id" ON "goods_products" ("state", "category_id", "id");

CREATE INDEX "IX_goods_products_state_sold_id" ON "goods_products" ("state", "sold", "id");

CREATE INDEX "IX_goods_refunds_order_id" ON "goods_refunds" ("order_id");

CREATE UNIQUE INDEX "IX_goods_refunds_payment_id_sub_order_id" ON "goods_refunds" ("payment_id", "sub_order_id");

CREATE INDEX "IX_goods_refunds_state_next_at" ON "goods_refunds" ("state", "next_at");

CREATE INDEX "IX_goods_review_edits_review_id" ON "goods_review_edits" ("review_id");

CREATE INDEX "IX_goods_review_pictures_picture_id" ON "goods_review_pictures" ("picture_id");

CREATE UNIQUE INDEX "IX_goods_review_reports_review_id_member_id" ON "goods_review_reports" ("review_id", "member_id");

CREATE INDEX "IX_goods_reviews_author_id" ON "goods_reviews" ("author_id");

CREATE INDEX "IX_goods_reviews_merchant_id_replied_at_id" ON "goods_reviews" ("merchant_id", "replied_at", "id");

CREATE UNIQUE INDEX "IX_goods_reviews_order_line_id" ON "goods_reviews" ("order_line_id");

CREATE INDEX "IX_goods_reviews_product_id_state_helpful_id" ON "goods_reviews" ("product_id", "state", "helpful", "id");

CREATE UNIQUE INDEX "IX_goods_sandbox_charges_reference" ON "goods_sandbox_charges" ("reference");

CREATE INDEX "IX_goods_sandbox_refunds_charge_id" ON "goods_sandbox_refunds" ("charge_id");

CREATE UNIQUE INDEX "IX_goods_sandbox_refunds_key" ON "goods_sandbox_refunds" ("key");

CREATE INDEX "IX_goods_sandbox_webhooks_charge_id" ON "goods_sandbox_webhooks" ("charge_id");

CREATE INDEX "IX_goods_sandbox_webhooks_state_send_at" ON "goods_sandbox_webhooks" ("state", "send_at");

CREATE UNIQUE INDEX "IX_goods_skus_product_id_choice1_choice2_choice3" ON "goods_skus" ("product_id", "choice1", "choice2", "choice3");

CREATE UNIQUE INDEX "IX_goods_staff_member_id" ON "goods_staff" ("member_id");

CREATE INDEX "IX_goods_staff_merchant_id" ON "goods_staff" ("merchant_id");

CREATE INDEX "IX_goods_stock_product_id" ON "goods_stock" ("product_id");

CREATE INDEX "IX_goods_stock_movements_order_id" ON "goods_stock_movements" ("order_id");

CREATE INDEX "IX_goods_stock_movements_sku_id_id" ON "goods_stock_movements" ("sku_id", "id");

CREATE INDEX "IX_goods_sub_orders_buyer_id_state_placed_at_id" ON "goods_sub_orders" ("buyer_id", "state", "placed_at", "id");

CREATE INDEX "IX_goods_sub_orders_merchant_id_state_placed_at_id" ON "goods_sub_orders" ("merchant_id", "state", "placed_at", "id");

CREATE UNIQUE INDEX "IX_goods_sub_orders_order_id_merchant_id" ON "goods_sub_orders" ("order_id", "merchant_id");

CREATE INDEX "IX_goods_sub_orders_state_confirm_by" ON "goods_sub_orders" ("state", "confirm_by");

CREATE INDEX "IX_goods_sub_orders_state_done_by" ON "goods_sub_orders" ("state", "done_by");

CREATE INDEX "IX_goods_webhooks_at" ON "goods_webhooks" ("at");

CREATE INDEX "IX_goods_webhooks_payment_id" ON "goods_webhooks" ("payment_id");

