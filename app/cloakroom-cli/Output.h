#pragma once

#include "Answer.h"

namespace cloakroom::cli {

/// Writes what a command answered: the result on standard output (exactly one JSON document, or words), sentences about
/// failures on standard error.
class Output {
public:
    enum class Form { Text, Json };

    explicit Output(Form form)
        : m_form(form)
    {
    }

    [[nodiscard]] Form form() const { return m_form; }

    /// A whole command: one document.
    [[nodiscard]] ExitStatus write(const Result<Answer>& answer) const;
    /// A line of the shell: in JSON one line `{"exit","result"}`.
    [[nodiscard]] ExitStatus writeLine(const Result<Answer>& answer) const;

private:
    void writeText(const Answer& answer) const;
    void writeError(const Error& error) const;

    Form m_form;
};

/// To standard output, at once.
void print(const QString& text);
/// To standard error.
void printError(const QString& text);

} // namespace cloakroom::cli
