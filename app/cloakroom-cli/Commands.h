#pragma once

#include "CommandGroup.h"

namespace cloakroom::cli {

/// Each adds its commands to the root of the command line.
void addLibraryCommands(CommandGroup& root);
void addUserCommands(CommandGroup& root);
void addImportCommand(CommandGroup& root);
void addImportsCommands(CommandGroup& root); ///< looking back at imports
void addPhotoCommands(CommandGroup& root);
void addPhotoTimeCommands(CommandGroup& photos); ///< times and stacks, in the group "photos"
void addEventCommands(CommandGroup& root); ///< event, group, tag
void addPeopleCommands(CommandGroup& root);
void addRosterCommand(CommandGroup& people); ///< people import
void addPurposeCommands(CommandGroup& root);
void addConsentCommands(CommandGroup& root);
void addConsentPaperCommands(CommandGroup& consents); ///< forms, letters, evidence, effect, ask
void addCollectionCommands(CommandGroup& root);
void addPublicationCommands(CommandGroup& entries); ///< register show, tasks, public, find, set-link, reviewed
void addSubjectCommands(CommandGroup& root); ///< subject-access
void addSecondLookCommands(CommandGroup& root);
void addProofCommand(CommandGroup& entries); ///< register proof
void addFairUseCommand(CommandGroup& people); ///< people fair-use
void addFaceCommands(CommandGroup& root);
void addSuggestionCommands(CommandGroup& faces); ///< faces suggest, not-them, never-suggest, suggest-again
void addRecognitionCommands(CommandGroup& root);
void addRegionCommands(CommandGroup& root);
void addSignOffCommands(CommandGroup& root);
void addClearanceCommand(CommandGroup& root);
void addExportCommand(CommandGroup& root);
void addHandoverCommands(CommandGroup& root);
void addRegisterCommands(CommandGroup& root);
void addFlagCommands(CommandGroup& root);
void addAuditCommands(CommandGroup& root);
/// Into the group `library`.
void addBackupCommands(CommandGroup& library);
void addRetentionCommands(CommandGroup& root);
void addSystemCommands(CommandGroup& root); ///< model, self-test

} // namespace cloakroom::cli
