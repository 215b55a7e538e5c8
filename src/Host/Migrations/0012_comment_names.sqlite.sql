ALTER TABLE "place_comments" ADD "named" INTEGER NULL;
