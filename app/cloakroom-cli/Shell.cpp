#include "Shell.h"

#include "CommandLine.h"

namespace cloakroom::cli {

namespace {

/// Collects the words of one line.
class WordSplitter {
public:
    void take(char character)
    {
        if (m_isEscaped) {
            takeEscaped(character);
        } else if (m_quote != 0) {
            takeQuoted(character);
        } else {
            takePlain(character);
        }
    }
    [[nodiscard]] bool isWhole() const { return m_quote == 0 && !m_isEscaped; }
    [[nodiscard]] std::vector<std::string> words()
    {
        endWord();
        return std::move(m_words);
    }

private:
    void takeEscaped(char character)
    {
        // Inside double quotes a backslash stands for itself but before these.
        if (m_quote == '"' && character != '"' && character != '\\' && character != '$' && character != '`') {
            m_word += '\\';
        }
        m_word += character;
        m_isEscaped = false;
    }
    void takeQuoted(char character)
    {
        if (character == m_quote) {
            m_quote = 0;
        } else if (character == '\\' && m_quote == '"') {
            m_isEscaped = true;
        } else {
            m_word += character;
        }
    }
    void takePlain(char character)
    {
        if (character == ' ' || character == '\t') {
            endWord();
            return;
        }
        m_isWord = true;
        if (character == '\'' || character == '"') {
            m_quote = character;
        } else if (character == '\\') {
            m_isEscaped = true;
        } else {
            m_word += character;
        }
    }
    void endWord()
    {
        if (m_isWord) {
            m_words.push_back(m_word);
        }
        m_word.clear();
        m_isWord = false;
    }

    std::vector<std::string> m_words;
    std::string m_word;
    bool m_isWord = false;
    bool m_isEscaped = false;
    char m_quote = 0;
};

Result<Answer> runLine(const QByteArray& line, CommandContext& context)
{
    const auto words = splitWords(line);
    if (!words) {
        return fail(ErrorCode::Invalid, Cli::tr("A quote is not closed in this line."));
    }
    const auto parsed = parseCommand(*words, Place::Shell, context.options());
    if (!parsed) {
        return propagate(parsed);
    }
    if (!parsed->help.isEmpty()) {
        return Answer{QJsonObject{{QStringLiteral("help"), parsed->help}}, ExitStatus::Done, parsed->help};
    }
    return parsed->handler(context);
}

} // namespace

std::optional<std::vector<std::string>> splitWords(const QByteArray& line)
{
    WordSplitter splitter;
    for (const char character : line) {
        splitter.take(character);
    }
    return splitter.isWhole() ? std::optional(splitter.words()) : std::nullopt;
}

Result<Answer> runShell(CommandContext& context)
{
    if (const auto library = context.library(); !library) {
        return propagate(library);
    }
    bool someFailed = false;
    while (const auto line = standard_input::readLine()) {
        const QByteArray trimmed = line->trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('#')) {
            continue;
        }
        someFailed |= context.output().writeLine(runLine(trimmed, context)) != ExitStatus::Done;
    }
    return Answer{QJsonValue(QJsonValue::Undefined), statusWith(someFailed)};
}

} // namespace cloakroom::cli
