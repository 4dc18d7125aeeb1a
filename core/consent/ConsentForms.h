#pragma once

#include "core/base/Paper.h"
#include "core/base/Result.h"
#include "core/catalogue/Consent.h"
#include "core/catalogue/Person.h"
#include "core/catalogue/Purpose.h"

#include <QList>

#include <optional>

namespace cloakroom {

class Library;

/// What a slip's code says.
struct SlipCode {
    ConsentFormId form;
    PersonId person;
};

/// A form as it was printed: which purposes, in which words. Never changed; other words are another form.
struct ConsentForm {
    struct Line {
        PurposeId purpose;
        QString name;
        QString wording;
    };
    ConsentFormId id;
    QList<Line> lines;
};

/// Consent forms on paper, one page a person, each with a code that says whose it is and which words it asks for. No
/// name is in the code. Runs on the library's thread. Right::EditPeople.
class ConsentForms {
public:
    explicit ConsentForms(Library& library)
        : m_library(library)
    {
    }

    /// The form with today's words for these purposes; the same words are the same form. Logged when it is new.
    [[nodiscard]] Result<ConsentForm> make(const QList<Purpose>& purposes);
    /// The words that people agreed to then. NotFound.
    [[nodiscard]] Result<ConsentForm> get(ConsentFormId id);
    /// A page for everybody who attends, of one group or of all. Purposes: the active ones on the basis of consent,
    /// when none are named. Protected people get their page like everybody else.
    [[nodiscard]] Result<Paper> print(std::optional<GroupId> group, QList<Purpose> purposes = {});

    /// What stands under the QR code and in it, "CRS-1a2b3c-4-117-9f3e".
    [[nodiscard]] QString codeFor(ConsentFormId form, PersonId person) const;
    /// Reads a code that was scanned or typed. Invalid: not a code, mistyped, or another school's.
    [[nodiscard]] Result<SlipCode> read(const QString& code) const;

private:
    Library& m_library;
};

} // namespace cloakroom
