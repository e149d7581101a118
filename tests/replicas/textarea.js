// A plain textarea as composer. `?maxlength=100` limits it, `?readonly` closes it.

import { compose, expose, fieldReplica, onSend, options, sendOnEnter } from "./shared.js";

const field = compose("textarea");
field.rows = 2;
field.readOnly = options.has("readonly");
if (options.has("maxlength")) field.maxLength = Number(options.get("maxlength"));

const replica = fieldReplica(field, (text) => {
  field.value = text;
});
expose(replica);
sendOnEnter(field);
onSend();
field.focus();
