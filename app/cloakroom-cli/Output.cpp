#include "Output.h"

#include "TextTable.h"

#include <QJsonDocument>

#include <cstdio>

namespace cloakroom::cli {

namespace {

void writeTo(std::FILE* stream, const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

QByteArray documentOf(const QJsonValue& value, QJsonDocument::JsonFormat format)
{
    const QJsonDocument document = value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return document.toJson(format);
}

QJsonObject errorObject(const Error& error)
{
    QJsonObject inner{{QStringLiteral("code"), errorKey(error.code)}, {QStringLiteral("text"), error.text}};
    if (!error.detail.isEmpty()) {
        inner.insert(QStringLiteral("detail"), error.detail);
    }
    return {{QStringLiteral("error"), inner}};
}

ExitStatus statusOf(const Result<Answer>& answer)
{
    return answer ? answer->status : exitStatusOf(answer.error().code);
}

} // namespace

void print(const QString& text)
{
    writeTo(stdout, text.toUtf8());
}

void printError(const QString& text)
{
    writeTo(stderr, text.toUtf8());
}

ExitStatus Output::write(const Result<Answer>& answer) const
{
    if (!answer) {
        writeError(answer.error());
    }
    if (m_form == Form::Json) {
        const QJsonValue value = answer ? answer->json : QJsonValue(errorObject(answer.error()));
        writeTo(stdout, documentOf(value, QJsonDocument::Indented));
    } else if (answer) {
        writeText(*answer);
    }
    return statusOf(answer);
}

ExitStatus Output::writeLine(const Result<Answer>& answer) const
{
    const ExitStatus status = statusOf(answer);
    if (m_form == Form::Text) {
        return write(answer);
    }
    const QJsonObject line{{QStringLiteral("exit"), static_cast<int>(status)},
                           {QStringLiteral("result"), answer ? answer->json : QJsonValue(errorObject(answer.error()))}};
    writeTo(stdout, documentOf(line, QJsonDocument::Compact) + '\n');
    return status;
}

void Output::writeText(const Answer& answer) const
{
    if (!answer.text.isEmpty()) {
        print(answer.text.endsWith(QLatin1Char('\n')) ? answer.text : answer.text + QLatin1Char('\n'));
    }
    if (answer.columns.isEmpty()) {
        return;
    }
    if (answer.json.isObject()) {
        print(recordOf(answer.json.toObject(), answer.columns));
    } else if (!answer.json.toArray().isEmpty()) {
        print(tableOf(answer.json.toArray(), answer.columns));
    }
}

void Output::writeError(const Error& error) const
{
    printError(error.text + QLatin1Char('\n'));
    if (!error.detail.isEmpty()) {
        printError(QStringLiteral("(%1)\n").arg(error.detail));
    }
}

} // namespace cloakroom::cli
