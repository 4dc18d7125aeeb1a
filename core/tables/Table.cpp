#include "core/tables/Table.h"

#include <QCoreApplication>

#include <algorithm>

namespace cloakroom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Table", text);
}

} // namespace

QString toSentence(const TableFault& fault)
{
    switch (fault.kind) {
    case TableFaultKind::Empty:
        return tr("The file is empty: it needs a first line that names its columns.");
    case TableFaultKind::TooLarge:
        return tr("The file is too large for a list of people or consents.");
    case TableFaultKind::ValueTooLong:
        return tr("A value here has more than %1 letters.").arg(fault.a);
    case TableFaultKind::UnclosedQuote:
        return tr("A quotation mark opens here and is never closed.");
    case TableFaultKind::TextAfterQuote:
        return tr("There is text after a closing quotation mark.");
    case TableFaultKind::Unreadable:
        return tr("There are characters here that cannot be read. Save the file as CSV in UTF-8.");
    case TableFaultKind::WrongCount:
        return tr("The line has %1 values, but the first line names %2 columns.").arg(fault.a).arg(fault.b);
    case TableFaultKind::NotTransferFile:
        return tr("This is an XML file, but not a Common Transfer File.");
    case TableFaultKind::Entities:
        return tr("The file declares entities of its own, which no Common Transfer File does.");
    case TableFaultKind::DamagedXml:
        return tr("The file is damaged from here on.");
    case TableFaultKind::NoPupils:
        return tr("There is no pupil in this file.");
    case TableFaultKind::TooManyPupils:
        return tr("There are more pupils in this file than any school has.");
    case TableFaultKind::DamagedArchive:
        return tr("The archive is damaged or encrypted.");
    case TableFaultKind::TooManyFiles:
        return tr("There are more files in the archive than a school's list has.");
    case TableFaultKind::ArchiveTooLarge:
        return tr("What is packed in the archive is larger than a school's list can be.");
    case TableFaultKind::NoCsvInArchive:
        return tr("There is no CSV file in it.");
    }
    return {};
}

QList<TableProblem> toProblems(const QList<TableFault>& faults)
{
    QList<TableProblem> problems;
    for (const TableFault& fault : faults) {
        problems.append({fault.line, toSentence(fault)});
    }
    return problems;
}

void sortByLine(QList<TableProblem>& problems)
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const TableProblem& left, const TableProblem& right) { return left.line < right.line; });
}

} // namespace cloakroom
