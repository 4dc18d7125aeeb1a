#pragma once

#include "core/catalogue/Database.h"
#include "support/TestLibrary.h"

namespace cloakroom::test {

/// Takes from an open catalogue what version 9 brought, so that it is one of version 8.
inline void undoVersion9(Database& database)
{
    for (const char* sql : {"DROP INDEX photo_by_time", "CREATE INDEX photo_by_time ON photo(taken_at, id)",
                            "ALTER TABLE photo DROP COLUMN found_faces", "PRAGMA user_version=8"}) {
        INFO(sql);
        need(database.execute(QString::fromLatin1(sql)));
    }
}

/// And what version 8 brought, so that it is one of version 7.
inline void undoVersion8(Database& database)
{
    undoVersion9(database);
    for (const char* sql : {"DROP TRIGGER template_is_of_its_face", "DROP TRIGGER template_ends_with_a_no",
                            "DROP TRIGGER template_ends_with_protection", "DROP TABLE face_template",
                            "DROP TABLE template_removal", "DROP TABLE template_receipt", "DROP TABLE recognition_step",
                            "DROP TABLE unsuggested_face", "PRAGMA user_version=7"}) {
        INFO(sql);
        need(database.execute(QString::fromLatin1(sql)));
    }
}

/// And what version 7 brought, so that it is one of version 6.
inline void undoVersion7(Database& database)
{
    undoVersion8(database);
    for (const char* sql : {"DROP TABLE marked_region", "DROP TABLE declined_name", "PRAGMA user_version=6"}) {
        INFO(sql);
        need(database.execute(QString::fromLatin1(sql)));
    }
}

/// And what version 6 brought, so that it is one of version 5.
inline void undoVersion6(Database& database)
{
    undoVersion7(database);
    for (const char* sql :
         {"DROP TABLE second_look", "DROP INDEX register_by_hash", "DROP INDEX register_by_file",
          "ALTER TABLE register DROP COLUMN link", "ALTER TABLE register DROP COLUMN caption",
          "ALTER TABLE register DROP COLUMN recipe", "ALTER TABLE register DROP COLUMN look",
          "ALTER TABLE register DROP COLUMN approved_by", "ALTER TABLE register DROP COLUMN gone_at",
          "ALTER TABLE register DROP COLUMN gone_by", "ALTER TABLE purpose DROP COLUMN profile_kilobytes",
          "ALTER TABLE purpose DROP COLUMN profile_watermark", "PRAGMA user_version=5"}) {
        INFO(sql);
        need(database.execute(QString::fromLatin1(sql)));
    }
}

} // namespace cloakroom::test
