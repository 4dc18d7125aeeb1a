#include "core/consent/CsvDay.h"
#include "core/crypto/RecoveryKey.h"
#include "core/roster/OneRoster.h"
#include "core/roster/TableRoster.h"
#include "core/tables/CsvReader.h"
#include "core/tables/TableFile.h"
#include "core/tables/TablePack.h"
#include "core/worker/Protocol.h"
#include "fuzz/Targets.h"

namespace cloakroom::fuzz {

QList<QByteArray> recoveryKeySeeds()
{
    return {RecoveryKey::random().text().toUtf8(), RecoveryKey::random().text().toLower().toUtf8()};
}

void readRecoveryKey(ByteView input)
{
    const auto key = RecoveryKey::parse(QString::fromUtf8(copyOf(input)));
    if (!key)
        return;
    const auto again = RecoveryKey::parse(key->text());
    require(again && copyOf(again->view()) == copyOf(key->view()), "a recovery key reads as it was printed");
}

QList<QByteArray> csvSeeds()
{
    return {"external_id,given_name,family_name,date_of_birth\n1,Ann,\"O'Hara, \"\"jr\"\"\",2015-03-01\n",
            "name;group\r\nB\xC3\xA9la;1a\r\n",
            QByteArray("\xFF\xFE"
                       "a\0,\0b\0\n\0"
                       "1\0,\0"
                       "2\0\n\0",
                       18),
            "a\tb\r1\t\"2\r3\"\r"};
}

void readCsvFile(ByteView input)
{
    const Table table = readCsv(copyOf(input));
    for (const TableRow& row : table.rows) {
        require(row.values.size() == table.header.size(), "every row is as wide as the header");
        require(row.line > 1, "every row has its line");
        for (const QString& value : row.values)
            (void)dayFromText(value);
    }
}

QList<QByteArray> listSeeds()
{
    // users.csv and roles.csv, one packed and one stored
    const QByteArray zip = QByteArray::fromBase64(
        "UEsDBBQAAAAIAAAAIVwrm/VgQQAAAFIAAAAJAAAAdXNlcnMuY3N2K84vLUpOTfFM0UnPLEvN80vMTdVJS8zNzKkEM4vyc1K5"
        "Sg11HHMrdVwrEnMLclJ1iktKU1LzSrhKjXScUvMwhAFQSwMEFAAAAAAAAAAhXLOvcHIeAAAAHgAAAAkAAAByb2xlcy5jc3Z1"
        "c2VyU291cmNlZElkLHJvbGUKdTEsc3R1ZGVudApQSwECFAMUAAAACAAAACFcK5v1YEEAAABSAAAACQAAAAAAAAAAAAAAgAEA"
        "AAAAdXNlcnMuY3N2UEsBAhQDFAAAAAAAAAAhXLOvcHIeAAAAHgAAAAkAAAAAAAAAAAAAAIABaAAAAHJvbGVzLmNzdlBLBQYA"
        "AAAAAgACAG4AAACtAAAAAAA=");
    return csvSeeds()
        + QList<QByteArray>{zip,
                            "<?xml version=\"1.0\"?><CTfile><CTFpupilData><Pupil><UPN>A823432112001</UPN>"
                            "<Surname>Example</Surname><Forename>Amy</Forename><DOB>2015-03-04</DOB><BasicDetails>"
                            "<NCyearActual>6</NCyearActual></BasicDetails></Pupil></CTFpupilData></CTfile>"};
}

void readListFile(ByteView input)
{
    const QByteArray bytes = copyOf(input);
    (void)unpackTables(bytes);
    const TableFile file = readTableFile(bytes);
    const auto carried = unpackTables(packTables(file));
    require(carried && carried->tables.size() == file.tables.size(), "what the readers make can be handed over");
    const QDate today(2026, 6, 22);
    for (const Table& table : file.tables)
        (void)rosterFromTable(table, {guessColumns(table), std::nullopt, false, today, {}});
    (void)rosterFromOneRoster(file.tables, today);
}

QList<QByteArray> messageSeeds()
{
    WorkerReply reply;
    reply.pixels = QSize(320, 200);
    reply.facesSearched = true;
    reply.faces = {DetectedFace{}};
    reply.facts.size = QSize(320, 200);
    reply.facts.regions = {{QRect(10, 20, 30, 40), QStringLiteral("Ann"), RegionStandard::Mwg, Placing::Sure}};
    WorkerReply refused;
    refused.refusal = PhotoRefusal{};
    return {packHeader({FrameKind::Request, 10, 100}), pack(WorkerHello{QStringLiteral("yunet"), true}),
            pack(WorkerRequest{}), pack(reply), pack(refused)};
}

void readMessage(ByteView input)
{
    const QByteArray bytes = copyOf(input);
    const auto header = unpackHeader(bytes.left(kFrameHeaderBytes));
    require(!header || (header->descriptionBytes <= kMostDescriptionBytes && header->bodyBytes <= kMostBodyBytes),
            "no message is longer than allowed");
    (void)unpackHello(bytes);
    (void)unpackRequest(bytes);
    const auto reply = unpackReply(bytes);
    require(!reply || (reply->faces.size() <= kMostFaces && bodyBytesOf(reply->pixels) <= kMostBodyBytes),
            "no answer claims more than allowed");
    const QRect picture({0, 0}, reply ? reply->facts.size : QSize());
    require(!reply || reply->facts.regions.size() <= kMostMarkedRegions, "no answer marks more than allowed");
    for (const MarkedRegion& region : reply ? reply->facts.regions : QList<MarkedRegion>())
        require(picture.contains(region.rect) && region.name.size() <= kLongestMarkedName, "marks are in the picture");
}

} // namespace cloakroom::fuzz
