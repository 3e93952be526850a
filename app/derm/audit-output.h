/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What `derm audit` prints, for people (audit-text.c) and for programs (audit-json.c). */

#include <derm.h>

void audit_append_text (GString *text, DermAudit *audit);
void audit_append_json (GString *text, DermAudit *audit);

/* Parts of the truth's split that scored images are in, in order of appearance; (transfer full). */
char **audit_list_parts (DermAudit *audit);
