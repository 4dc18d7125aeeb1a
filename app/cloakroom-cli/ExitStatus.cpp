#include "ExitStatus.h"

#include "core/base/KeyTable.h"

namespace cloakroom::cli {

namespace {

constexpr std::array kErrorKeys{
    KeyName<ErrorCode>{ErrorCode::Invalid, "invalid"},
    KeyName<ErrorCode>{ErrorCode::NotFound, "not-found"},
    KeyName<ErrorCode>{ErrorCode::AlreadyExists, "already-exists"},
    KeyName<ErrorCode>{ErrorCode::NotAllowed, "not-allowed"},
    KeyName<ErrorCode>{ErrorCode::WrongPassword, "wrong-password"},
    KeyName<ErrorCode>{ErrorCode::Locked, "locked"},
    KeyName<ErrorCode>{ErrorCode::InUse, "in-use"},
    KeyName<ErrorCode>{ErrorCode::Damaged, "damaged"},
    KeyName<ErrorCode>{ErrorCode::NewerVersion, "newer-version"},
    KeyName<ErrorCode>{ErrorCode::NoSpace, "no-space"},
    KeyName<ErrorCode>{ErrorCode::Unreadable, "unreadable"},
    KeyName<ErrorCode>{ErrorCode::Unsupported, "unsupported"},
    KeyName<ErrorCode>{ErrorCode::Cancelled, "cancelled"},
    KeyName<ErrorCode>{ErrorCode::Internal, "internal"},
};

} // namespace

ExitStatus exitStatusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::Unsupported:
        return ExitStatus::WrongUsage;
    case ErrorCode::NotAllowed:
        return ExitStatus::NotAllowed;
    case ErrorCode::WrongPassword:
    case ErrorCode::Locked:
    case ErrorCode::InUse:
        return ExitStatus::WrongPassword;
    case ErrorCode::Damaged:
    case ErrorCode::NewerVersion:
        return ExitStatus::Damaged;
    case ErrorCode::NoSpace:
    case ErrorCode::Unreadable:
        return ExitStatus::NoMedium;
    case ErrorCode::Cancelled:
    case ErrorCode::Internal:
        break;
    }
    return ExitStatus::SomeFailed;
}

QString errorKey(ErrorCode code)
{
    return keyOf(kErrorKeys, code);
}

} // namespace cloakroom::cli
