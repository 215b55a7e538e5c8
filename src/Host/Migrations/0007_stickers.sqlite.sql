ALTER TABLE "place_comments" ADD "sticker" TEXT NULL;

