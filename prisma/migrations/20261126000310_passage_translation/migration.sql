-- AlterTable
ALTER TABLE "passage" ADD COLUMN     "translation" JSONB;

-- A translation of words that are not quoted would quote them.
ALTER TABLE "passage" ADD CONSTRAINT "passage_translation_of_phrase" CHECK (translation IS NULL OR phrase IS NOT NULL);
