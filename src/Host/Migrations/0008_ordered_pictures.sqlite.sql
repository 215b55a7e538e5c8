CREATE INDEX "IX_goods_order_lines_cover_id" ON "goods_order_lines" ("cover_id");

