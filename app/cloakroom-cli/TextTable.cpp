#include "TextTable.h"

#include <QList>

#include <algorithm>
#include <cmath>

namespace cloakroom::cli {

namespace {

constexpr qsizetype kWidest = 60;

QString heading(const QString& key)
{
    return QString(key).replace(QLatin1Char('_'), QLatin1Char(' '));
}

/// Control characters of a name must not reach a terminal.
QString printable(QString text)
{
    for (QChar& character : text) {
        if (!character.isPrint() && !character.isSurrogate()) {
            character = QLatin1Char(' ');
        }
    }
    return text;
}

QString numberWords(double number)
{
    const bool isWhole = std::floor(number) == number;
    return isWhole ? QString::number(static_cast<qint64>(number)) : QString::number(number, 'f', 2);
}

QString lineOf(const QStringList& cells, const QList<qsizetype>& widths)
{
    QString line;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        line += i + 1 < cells.size() ? cells[i].leftJustified(static_cast<int>(widths[i] + 2)) : cells[i];
    }
    return line + QLatin1Char('\n');
}

bool isTable(const QJsonValue& value)
{
    return value.isArray() && !value.toArray().isEmpty() && value.toArray().first().isObject();
}

QString indented(const QString& text)
{
    QString out;
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        out += QStringLiteral("    ") + line + QLatin1Char('\n');
    }
    return out;
}

} // namespace

QString wordsOf(const QJsonValue& value)
{
    if (value.isBool()) {
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    }
    if (value.isDouble()) {
        return numberWords(value.toDouble());
    }
    if (value.isArray()) {
        QStringList words;
        const QJsonArray items = value.toArray();
        for (const auto& item : items) {
            words << wordsOf(item);
        }
        return words.isEmpty() ? QStringLiteral("-") : words.join(QStringLiteral(", "));
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        const QJsonValue text = object.contains(QStringLiteral("text")) ? object.value(QStringLiteral("text"))
                                                                        : object.value(QStringLiteral("name"));
        return wordsOf(text);
    }
    const QString text = printable(value.toString());
    return text.isEmpty() ? QStringLiteral("-") : text;
}

QString tableOf(const QJsonArray& objects, const QStringList& columns)
{
    QList<QStringList> lines;
    QStringList headings;
    for (const QString& column : columns) {
        headings << heading(column);
    }
    lines << headings;
    for (const auto& value : objects) {
        QStringList cells;
        for (const QString& column : columns) {
            cells << wordsOf(value.toObject().value(column));
        }
        lines << cells;
    }
    QList<qsizetype> widths(columns.size(), 0);
    for (const QStringList& cells : lines) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            widths[i] = std::min(kWidest, std::max(widths[i], cells[i].size()));
        }
    }
    QString text;
    for (const QStringList& cells : lines) {
        text += lineOf(cells, widths);
    }
    return text;
}

QString recordOf(const QJsonObject& object, const QStringList& keys)
{
    qsizetype width = 0;
    for (const QString& key : keys) {
        width = std::max(width, key.size());
    }
    QString text;
    for (const QString& key : keys) {
        const QJsonValue value = object.value(key);
        const QString name = heading(key);
        if (isTable(value)) {
            text += name + QLatin1Char('\n')
                + indented(tableOf(value.toArray(), value.toArray().first().toObject().keys()));
        } else {
            text += name.leftJustified(static_cast<int>(width + 2)) + wordsOf(value) + QLatin1Char('\n');
        }
    }
    return text;
}

} // namespace cloakroom::cli
