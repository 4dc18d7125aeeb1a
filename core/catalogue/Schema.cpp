#include "core/catalogue/Schema.h"

#include "core/catalogue/Database.h"

#include <QCoreApplication>

#include <iterator>

namespace cloakroom {

namespace {

// Statements end with ";\n"; a trigger stays on one line, since Database::execute() splits there.
// What the log, the register or previews.db name by number never gets a number again: AUTOINCREMENT.
// Days are ISO text, times ISO text in UTC with milliseconds, keys as in Keys.cpp.
const char* const kVersion1 = R"sql(
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE user(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, role TEXT NOT NULL, enabled INTEGER NOT NULL,
    slot TEXT NOT NULL, signing_key BLOB NOT NULL, created_at TEXT NOT NULL) STRICT;
CREATE TABLE user_key(
    public_key BLOB PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES user(id), added_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE event(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, on_day TEXT) STRICT;
CREATE TABLE import(
    id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES user(id), started_at TEXT NOT NULL, finished_at TEXT,
    event_id INTEGER REFERENCES event(id), source TEXT NOT NULL) STRICT;
CREATE TABLE photo(
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL,
    vault_name TEXT NOT NULL UNIQUE, uuid BLOB NOT NULL UNIQUE, wrapped_key BLOB NOT NULL, bytes INTEGER NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    width INTEGER NOT NULL, height INTEGER NOT NULL, orientation INTEGER NOT NULL,
    taken_at TEXT, taken_offset INTEGER, camera TEXT NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import(id), imported_at TEXT NOT NULL,
    event_id INTEGER REFERENCES event(id), note TEXT NOT NULL DEFAULT '', rating INTEGER NOT NULL DEFAULT 0,
    faces_hash BLOB, searched_by TEXT NOT NULL DEFAULT '', searched_at TEXT,
    expires_on TEXT, restriction TEXT NOT NULL DEFAULT 'none', deleted_at TEXT) STRICT;
CREATE INDEX photo_by_time ON photo(taken_at, id);
CREATE INDEX photo_by_event ON photo(event_id);
CREATE TABLE vault_pending(vault_name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE tag(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE) STRICT;
CREATE TABLE photo_tag(
    photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE, tag_id INTEGER NOT NULL REFERENCES tag(id),
    PRIMARY KEY(photo_id, tag_id)) STRICT, WITHOUT ROWID;
CREATE TABLE person(
    id INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT UNIQUE, given_name TEXT NOT NULL, family_name TEXT NOT NULL,
    preferred_name TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL, year_group TEXT NOT NULL DEFAULT '',
    date_of_birth TEXT, left_on TEXT, parties TEXT,
    protected INTEGER NOT NULL DEFAULT 0, protected_allow_covered INTEGER NOT NULL DEFAULT 0,
    protected_reason TEXT NOT NULL DEFAULT '', created_at TEXT NOT NULL) STRICT;
CREATE INDEX person_by_name ON person(family_name, given_name);
CREATE TABLE person_group(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE) STRICT;
CREATE TABLE group_member(
    group_id INTEGER NOT NULL REFERENCES person_group(id), person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    PRIMARY KEY(group_id, person_id)) STRICT, WITHOUT ROWID;
CREATE INDEX group_by_person ON group_member(person_id);
CREATE TABLE purpose(
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, audience TEXT NOT NULL, basis TEXT NOT NULL,
    wording TEXT NOT NULL, parties TEXT NOT NULL, valid_days INTEGER, ends_with_school_year INTEGER NOT NULL,
    ends_on_leaving INTEGER NOT NULL, second_check INTEGER NOT NULL, never_cover INTEGER NOT NULL, active INTEGER NOT NULL,
    profile_cover TEXT NOT NULL, profile_larger_than INTEGER NOT NULL, profile_longest_edge INTEGER NOT NULL,
    profile_no_names INTEGER NOT NULL, profile_review_days INTEGER NOT NULL) STRICT;
CREATE TABLE consent(
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person(id), purpose_id INTEGER NOT NULL REFERENCES purpose(id),
    decision TEXT NOT NULL, party TEXT NOT NULL, on_day TEXT NOT NULL, until_day TEXT,
    evidence_name TEXT NOT NULL DEFAULT '', evidence BLOB, note TEXT NOT NULL DEFAULT '',
    recorded_by INTEGER NOT NULL REFERENCES user(id), recorded_at TEXT NOT NULL) STRICT;
CREATE INDEX consent_by_person ON consent(person_id, purpose_id, party, on_day, id);
CREATE INDEX consent_by_purpose ON consent(purpose_id, person_id);
CREATE TRIGGER consent_is_append_only BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'consents are never changed'); END;
CREATE TRIGGER consent_is_kept BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'consents are never removed'); END;
CREATE TABLE face(
    id INTEGER PRIMARY KEY AUTOINCREMENT, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
    x INTEGER NOT NULL, y INTEGER NOT NULL, w INTEGER NOT NULL CHECK(w > 0), h INTEGER NOT NULL CHECK(h > 0),
    state TEXT NOT NULL, person_id INTEGER REFERENCES person(id), confidence REAL NOT NULL, detector TEXT NOT NULL,
    is_moved INTEGER NOT NULL DEFAULT 0, decided_by INTEGER REFERENCES user(id), decided_at TEXT) STRICT;
CREATE INDEX face_by_photo ON face(photo_id, state, person_id, w);
CREATE INDEX face_by_person ON face(person_id, photo_id);
CREATE TABLE cover_region(
    id INTEGER PRIMARY KEY AUTOINCREMENT, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
    x INTEGER NOT NULL, y INTEGER NOT NULL, w INTEGER NOT NULL CHECK(w > 0), h INTEGER NOT NULL CHECK(h > 0),
    shape TEXT NOT NULL, created_by INTEGER NOT NULL REFERENCES user(id), created_at TEXT NOT NULL) STRICT;
CREATE INDEX region_by_photo ON cover_region(photo_id);
CREATE TRIGGER face_added AFTER INSERT ON face BEGIN UPDATE photo SET faces_hash = NULL WHERE id = NEW.photo_id; END;
CREATE TRIGGER face_changed AFTER UPDATE ON face BEGIN UPDATE photo SET faces_hash = NULL WHERE id IN (OLD.photo_id, NEW.photo_id); END;
CREATE TRIGGER face_removed AFTER DELETE ON face BEGIN UPDATE photo SET faces_hash = NULL WHERE id = OLD.photo_id; END;
CREATE TRIGGER region_added AFTER INSERT ON cover_region BEGIN UPDATE photo SET faces_hash = NULL WHERE id = NEW.photo_id; END;
CREATE TRIGGER region_changed AFTER UPDATE ON cover_region BEGIN UPDATE photo SET faces_hash = NULL WHERE id IN (OLD.photo_id, NEW.photo_id); END;
CREATE TRIGGER region_removed AFTER DELETE ON cover_region BEGIN UPDATE photo SET faces_hash = NULL WHERE id = OLD.photo_id; END;
CREATE TABLE sign_off(
    id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE, kind TEXT NOT NULL,
    purpose_id INTEGER REFERENCES purpose(id), faces_hash BLOB NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user(id), at TEXT NOT NULL, revoked_at TEXT, revoked_by INTEGER REFERENCES user(id)) STRICT;
CREATE INDEX sign_off_by_photo ON sign_off(photo_id, kind);
CREATE TABLE flag(
    id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE, reason TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user(id), at TEXT NOT NULL,
    outcome TEXT, resolved_by INTEGER REFERENCES user(id), resolved_at TEXT, note TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX flag_by_photo ON flag(photo_id);
CREATE TABLE register(
    id INTEGER PRIMARY KEY AUTOINCREMENT, photo_id INTEGER REFERENCES photo(id) ON DELETE SET NULL,
    purpose_id INTEGER NOT NULL REFERENCES purpose(id), exported_at TEXT NOT NULL, user_id INTEGER NOT NULL REFERENCES user(id),
    file TEXT NOT NULL, place TEXT NOT NULL, style TEXT NOT NULL, sha256 BLOB NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, faces_hash BLOB NOT NULL, review_on TEXT, taken_down_at TEXT, taken_down_by INTEGER REFERENCES user(id),
    replaced_by INTEGER REFERENCES register(id)) STRICT;
CREATE INDEX register_by_photo ON register(photo_id);
CREATE TABLE register_face(
    register_id INTEGER NOT NULL REFERENCES register(id), face_id INTEGER NOT NULL, person_id INTEGER REFERENCES person(id),
    shown INTEGER NOT NULL, profile_cover INTEGER NOT NULL, PRIMARY KEY(register_id, face_id)) STRICT, WITHOUT ROWID;
CREATE INDEX register_face_by_person ON register_face(person_id);
CREATE TABLE register_consent(
    register_id INTEGER NOT NULL REFERENCES register(id), consent_id INTEGER NOT NULL REFERENCES consent(id),
    PRIMARY KEY(register_id, consent_id)) STRICT, WITHOUT ROWID;
CREATE TABLE audit(
    seq INTEGER PRIMARY KEY, time TEXT NOT NULL, user_id INTEGER NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
    detail TEXT NOT NULL, detail_hash BLOB NOT NULL, previous_hash BLOB NOT NULL, hash BLOB NOT NULL,
    signature BLOB NOT NULL) STRICT;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OF seq, time, user_id, action, subject, detail_hash, previous_hash, hash, signature ON audit BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the log is never shortened'); END;
)sql";

// What came with a photo (its RAW, sound, settings, the moving part of a live photo) is stored beside it; an import
// keeps what became of each file of a card, for its receipt.
const char* const kVersion2 = R"sql(
ALTER TABLE import ADD COLUMN medium TEXT NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN photographer TEXT NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE import ADD COLUMN group_id INTEGER REFERENCES person_group(id) ON DELETE SET NULL;
ALTER TABLE import ADD COLUMN settled_at TEXT;
ALTER TABLE import ADD COLUMN undone_at TEXT;
ALTER TABLE photo ADD COLUMN photographer TEXT NOT NULL DEFAULT '';
ALTER TABLE photo ADD COLUMN group_id INTEGER REFERENCES person_group(id) ON DELETE SET NULL;
ALTER TABLE photo ADD COLUMN camera_taken_at TEXT;
ALTER TABLE photo ADD COLUMN look BLOB;
ALTER TABLE photo ADD COLUMN stack_id INTEGER;
CREATE INDEX photo_by_import ON photo(import_id);
CREATE INDEX photo_by_stack ON photo(stack_id) WHERE stack_id IS NOT NULL;
CREATE TABLE photo_part(
    id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE, role TEXT NOT NULL,
    name TEXT NOT NULL, vault_name TEXT NOT NULL UNIQUE, uuid BLOB NOT NULL UNIQUE, wrapped_key BLOB NOT NULL,
    bytes INTEGER NOT NULL, digest BLOB NOT NULL) STRICT;
CREATE INDEX part_by_photo ON photo_part(photo_id);
CREATE INDEX part_by_digest ON photo_part(digest);
CREATE VIEW stored_file AS SELECT id AS photo_id, 0 AS part_id, vault_name, uuid, wrapped_key, bytes, digest FROM photo UNION ALL SELECT photo_id, id, vault_name, uuid, wrapped_key, bytes, digest FROM photo_part;
CREATE TABLE import_file(
    id INTEGER PRIMARY KEY, import_id INTEGER NOT NULL REFERENCES import(id) ON DELETE CASCADE, path TEXT NOT NULL,
    bytes INTEGER NOT NULL, digest BLOB, outcome TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    photo_id INTEGER REFERENCES photo(id) ON DELETE SET NULL, clearing TEXT NOT NULL DEFAULT 'no', cleared_at TEXT,
    kept_reason TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX import_file_by_import ON import_file(import_id);
CREATE INDEX import_file_by_photo ON import_file(photo_id);
)sql";

// Erasures keep a random number of what was erased, to erase it again after a backup was restored.
const char* const kVersion3 = R"sql(
CREATE TABLE recovery_identity(public_key BLOB PRIMARY KEY, added_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE erasure(
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user_id INTEGER NOT NULL, reason TEXT NOT NULL,
    generation INTEGER NOT NULL, checked TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE tombstone(
    uuid BLOB PRIMARY KEY, vault_name TEXT NOT NULL, photo_id INTEGER NOT NULL,
    erasure_id INTEGER NOT NULL REFERENCES erasure(id)) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_by_erasure ON tombstone(erasure_id);
CREATE TABLE backup(
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user_id INTEGER NOT NULL, target TEXT NOT NULL,
    snapshot INTEGER NOT NULL, generation INTEGER NOT NULL, photos INTEGER NOT NULL, oldest_at TEXT NOT NULL) STRICT;
)sql";

// Clearance of a whole library is read from indexes that hold all it looks at. A form keeps the words that people
// agreed to; a returned form proves several decisions at once, so it is kept once, beside the ledger.
const char* const kVersion4 = R"sql(
CREATE INDEX photo_for_clearance ON photo(id, kind, restriction, deleted_at, expires_on, width, height, faces_hash);
DROP INDEX sign_off_by_photo;
CREATE INDEX sign_off_for_clearance ON sign_off(photo_id, kind, purpose_id, revoked_at, faces_hash, user_id);
CREATE INDEX register_by_purpose ON register(purpose_id, taken_down_at, replaced_by);
CREATE TABLE consent_form(
    id INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL UNIQUE, made_at TEXT NOT NULL,
    made_by INTEGER NOT NULL REFERENCES user(id)) STRICT;
CREATE TRIGGER consent_form_is_kept BEFORE UPDATE ON consent_form BEGIN SELECT RAISE(ABORT, 'forms are never changed'); END;
CREATE TABLE evidence(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, bytes BLOB NOT NULL, added_at TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES user(id)) STRICT;
CREATE TRIGGER evidence_is_append_only BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
ALTER TABLE consent ADD COLUMN form_id INTEGER REFERENCES consent_form(id);
ALTER TABLE consent ADD COLUMN evidence_id INTEGER REFERENCES evidence(id);
CREATE TABLE collection(
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    purpose_id INTEGER NOT NULL REFERENCES purpose(id), created_at TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES user(id)) STRICT;
CREATE TABLE collection_photo(
    collection_id INTEGER NOT NULL REFERENCES collection(id) ON DELETE CASCADE,
    photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE, added_at TEXT NOT NULL,
    PRIMARY KEY(collection_id, photo_id)) STRICT, WITHOUT ROWID;
CREATE INDEX collection_by_photo ON collection_photo(photo_id);
)sql";

// A person's photos are found without looking at the faces themselves.
const char* const kVersion5 = R"sql(
DROP INDEX face_by_person;
CREATE INDEX face_of_person ON face(person_id, state, photo_id);
)sql";

// A publication is followed until it is gone: where it can be seen, who approved it, how it was made, what it looks
// like (to find it again when somebody brings a scaled copy). A second look is asked for, given or sent back with a
// note.
const char* const kVersion6 = R"sql(
ALTER TABLE register ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE register ADD COLUMN caption TEXT NOT NULL DEFAULT '';
ALTER TABLE register ADD COLUMN recipe TEXT NOT NULL DEFAULT '';
ALTER TABLE register ADD COLUMN look BLOB;
ALTER TABLE register ADD COLUMN approved_by INTEGER REFERENCES user(id);
ALTER TABLE register ADD COLUMN gone_at TEXT;
ALTER TABLE register ADD COLUMN gone_by INTEGER REFERENCES user(id);
CREATE INDEX register_by_hash ON register(sha256);
CREATE INDEX register_by_file ON register(file);
ALTER TABLE purpose ADD COLUMN profile_kilobytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE purpose ADD COLUMN profile_watermark INTEGER NOT NULL DEFAULT 0;
CREATE TABLE second_look(
    id INTEGER PRIMARY KEY AUTOINCREMENT, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
    purpose_id INTEGER NOT NULL REFERENCES purpose(id), style TEXT NOT NULL, faces_hash BLOB NOT NULL,
    asked_by INTEGER NOT NULL REFERENCES user(id), asked_at TEXT NOT NULL, note TEXT NOT NULL DEFAULT '',
    outcome TEXT, decided_by INTEGER REFERENCES user(id), decided_at TEXT, answer TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX second_look_by_photo ON second_look(photo_id, purpose_id, outcome);
)sql";

// Another program's marks of faces are kept as they were read, since a later search has to know where there was one;
// `placing` says how far their place can be trusted. What a user said a face is not is kept with the face.
const char* const kVersion7 = R"sql(
CREATE TABLE marked_region(
    id INTEGER PRIMARY KEY, photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
    x INTEGER NOT NULL, y INTEGER NOT NULL, w INTEGER NOT NULL CHECK(w > 0), h INTEGER NOT NULL CHECK(h > 0),
    name TEXT NOT NULL, standard TEXT NOT NULL, placing TEXT NOT NULL) STRICT;
CREATE INDEX marked_region_by_photo ON marked_region(photo_id);
CREATE TABLE declined_name(
    id INTEGER PRIMARY KEY, face_id INTEGER NOT NULL REFERENCES face(id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES person(id) ON DELETE CASCADE, name TEXT NOT NULL,
    declined_by INTEGER NOT NULL REFERENCES user(id), declined_at TEXT NOT NULL) STRICT;
CREATE INDEX declined_name_by_face ON declined_name(face_id);
CREATE INDEX declined_name_by_person ON declined_name(person_id);
)sql";

// Face recognition: what the school stated and switched, step by step; templates of people who agreed. A template goes
// with its face's name or place, and whatever took it away, that it went is noted in the same breath (`mark` is random
// and stands before the numbers: where its bytes are not found, they are gone). The receipt follows.
const char* const kVersion8 = R"sql(
CREATE TABLE recognition_step(
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, user_id INTEGER NOT NULL, action TEXT NOT NULL,
    group_id INTEGER, on_day TEXT, who TEXT NOT NULL DEFAULT '') STRICT;
CREATE TRIGGER recognition_is_append_only BEFORE UPDATE ON recognition_step BEGIN SELECT RAISE(ABORT, 'steps are never changed'); END;
CREATE TRIGGER recognition_is_kept BEFORE DELETE ON recognition_step BEGIN SELECT RAISE(ABORT, 'steps are never removed'); END;
CREATE TABLE face_template(
    face_id INTEGER PRIMARY KEY REFERENCES face(id) ON DELETE CASCADE,
    person_id INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    model TEXT NOT NULL, version TEXT NOT NULL, model_sha256 BLOB NOT NULL, made_at TEXT NOT NULL,
    mark BLOB NOT NULL CHECK(length(mark) = 16), numbers BLOB NOT NULL) STRICT;
CREATE INDEX template_of_person ON face_template(person_id, model_sha256);
CREATE TABLE template_receipt(
    id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER NOT NULL, at TEXT NOT NULL, user_id INTEGER NOT NULL,
    reason TEXT NOT NULL, generation INTEGER NOT NULL, checked TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE template_removal(
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL, mark_hex TEXT NOT NULL,
    receipt_id INTEGER REFERENCES template_receipt(id)) STRICT;
CREATE INDEX removal_by_receipt ON template_removal(receipt_id);
CREATE TRIGGER template_removed AFTER DELETE ON face_template BEGIN INSERT INTO template_removal(person_id, mark_hex) VALUES(OLD.person_id, hex(OLD.mark)); END;
CREATE TRIGGER template_is_of_its_face AFTER UPDATE OF x, y, w, h, state, person_id ON face BEGIN DELETE FROM face_template WHERE face_id = OLD.id AND (NEW.state <> 'confirmed' OR NEW.person_id IS NOT person_id OR NEW.x <> OLD.x OR NEW.y <> OLD.y OR NEW.w <> OLD.w OR NEW.h <> OLD.h); END;
CREATE TRIGGER template_ends_with_a_no AFTER INSERT ON consent WHEN NEW.decision <> 'granted' AND NEW.purpose_id IN (SELECT id FROM purpose WHERE key = 'biometric') BEGIN DELETE FROM face_template WHERE person_id = NEW.person_id; END;
CREATE TRIGGER template_ends_with_protection AFTER UPDATE OF protected ON person WHEN NEW.protected <> 0 BEGIN DELETE FROM face_template WHERE person_id = NEW.id; END;
CREATE TABLE unsuggested_face(
    face_id INTEGER PRIMARY KEY REFERENCES face(id) ON DELETE CASCADE, user_id INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
)sql";

// What the last search found, NULL where that is not known, so that an export need not repeat it (packFound). The order
// of the grid comes from one index that holds all it takes.
const char* const kVersion9 = R"sql(
ALTER TABLE photo ADD COLUMN found_faces BLOB;
DROP INDEX photo_by_time;
CREATE INDEX photo_by_time ON photo(taken_at, id, deleted_at, restriction);
)sql";

const char* const kVersions[] = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5,
                                 kVersion6, kVersion7, kVersion8, kVersion9};
static_assert(std::size(kVersions) == kSchemaVersion);

const char* const kPreviews1 = R"sql(
CREATE TABLE preview(
    photo_id INTEGER NOT NULL, size INTEGER NOT NULL, jpeg BLOB NOT NULL, PRIMARY KEY(photo_id, size)) STRICT;
)sql";

constexpr int kPreviewsVersion = 1;

Result<int> storedVersion(Database& database)
{
    auto statement = database.prepare(QStringLiteral("PRAGMA user_version"));
    if (!statement) {
        return propagate(statement);
    }
    auto row = statement->next();
    if (!row) {
        return propagate(row);
    }
    return *row ? statement->integer(0) : 0;
}

Result<void> apply(Database& database, const char* sql, int version)
{
    auto transaction = database.begin();
    if (!transaction) {
        return propagate(transaction);
    }
    if (auto done = database.execute(QString::fromLatin1(sql)); !done) {
        return done;
    }
    if (auto done = database.execute(QStringLiteral("PRAGMA user_version=%1").arg(version)); !done) {
        return done;
    }
    return transaction->commit();
}

} // namespace

Result<void> migrateCatalogue(Database& database)
{
    const auto version = storedVersion(database);
    if (!version) {
        return propagate(version);
    }
    if (*version > kSchemaVersion) {
        return fail(ErrorCode::NewerVersion,
                    QCoreApplication::translate("Schema",
                                                "This library was written by a newer version of Cloakroom. Nothing was "
                                                "changed. Install that version or a later one, then open it again."),
                    QStringLiteral("catalogue schema %1, known %2").arg(*version).arg(kSchemaVersion));
    }
    if (*version < 0) {
        return fail(ErrorCode::Damaged,
                    QCoreApplication::translate("Schema",
                                                "The library's list of photos is damaged. Nothing was changed. Restore "
                                                "the library from a backup."),
                    QStringLiteral("catalogue schema %1").arg(*version));
    }
    for (int next = *version; next < kSchemaVersion; ++next) {
        if (auto done = apply(database, kVersions[next], next + 1); !done) {
            return done;
        }
    }
    return {};
}

Result<void> migratePreviews(Database& database)
{
    const auto version = storedVersion(database);
    if (!version) {
        return propagate(version);
    }
    if (*version == kPreviewsVersion) {
        return {};
    }
    if (auto done = database.execute(QStringLiteral("DROP TABLE IF EXISTS preview")); !done) {
        return done;
    }
    return apply(database, kPreviews1, kPreviewsVersion);
}

} // namespace cloakroom
