#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace cloakroom {

/// What is wrong with a line or a file of another system. The worker, which reads them, has no translations: it answers
/// with these, and toSentence() makes the words.
enum class TableFaultKind : quint8 {
    Empty,
    TooLarge,
    ValueTooLong, ///< `a` letters are the most
    UnclosedQuote,
    TextAfterQuote,
    Unreadable,
    WrongCount, ///< `a` values, `b` columns
    NotTransferFile,
    Entities,
    DamagedXml,
    NoPupils,
    TooManyPupils,
    DamagedArchive,
    TooManyFiles,
    ArchiveTooLarge,
    NoCsvInArchive,
};
inline constexpr TableFaultKind kLastTableFaultKind = TableFaultKind::NoCsvInArchive;

struct TableFault {
    int line = 0; ///< 1 = the header, or the whole file
    TableFaultKind kind = TableFaultKind::Unreadable;
    qint64 a = 0;
    qint64 b = 0;
};

struct TableProblem {
    int line = 0; ///< 1 = the header
    QString reason;
};

struct TableRow {
    int line = 0; ///< where it starts in its file; 1 = the header
    QStringList values; ///< as many as the header has, trimmed
};

inline constexpr int kMostTableColumns = 2'000;

/// What a school's system wrote, as text under named columns. Rows that cannot be read are listed and left out.
struct Table {
    QString name; ///< "users" for users.csv of several; empty for a file of its own
    QStringList header; ///< trimmed
    QList<TableRow> rows;
    QList<TableFault> faults;
};

/// A file or folder of another system, read into tables. With a fault of its own nothing of it is of use.
struct TableFile {
    QList<Table> tables;
    std::optional<TableFault> fault;
};

[[nodiscard]] QString toSentence(const TableFault& fault);
[[nodiscard]] QList<TableProblem> toProblems(const QList<TableFault>& faults);
void sortByLine(QList<TableProblem>& problems);

} // namespace cloakroom
