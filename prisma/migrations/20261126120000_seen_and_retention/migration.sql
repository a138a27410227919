-- AlterTable
ALTER TABLE "power" ADD COLUMN     "duty" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "retention" TEXT;

-- AlterTable
ALTER TABLE "work" ADD COLUMN     "publisher_name" TEXT,
ADD COLUMN     "seen" JSONB;

