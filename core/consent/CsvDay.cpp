#include "core/consent/CsvDay.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace cloakroom {

Result<std::optional<QDate>> dayFromText(const QString& text)
{
    if (text.isEmpty()) {
        return std::optional<QDate>();
    }
    static const QRegularExpression kForm(QStringLiteral("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z"));
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (!day.isValid() || !kForm.match(text).hasMatch()) {
        return fail(ErrorCode::Invalid,
                    QCoreApplication::translate("CsvDay", "“%1” is not a day. Write days like 2026-11-22.").arg(text));
    }
    return std::optional(day);
}

} // namespace cloakroom
