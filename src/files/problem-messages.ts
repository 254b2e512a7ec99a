/**
 * What each problem says in English, for logs; `{name}` is one of its values. People read the same
 * in their own language: `fault-<code>` in src/change/*.ftl, held complete by test/change.
 */
export const problemMessages = {
  // The file as lines
  'line-too-long': 'The line is longer than 8190 bytes; Asterisk skips it.',
  'comment-markers': 'The marks of block comments ";--" and "--;" do not pair up.',
  'no-closing-bracket': 'The "]" of the section name is missing.',
  'no-closing-parenthesis': 'The ")" behind the section name is missing.',
  'bad-escape': 'A backslash at the start of a line must stand before a letter.',
  'no-equals-sign': 'There is no "=" in the line; Asterisk skips it.',
  'no-key': 'There is nothing before the "="; Asterisk skips the line.',
  'open-comment': 'A block comment ";--" is never closed; all that follows it is hidden.',
  'no-section': 'The line stands before the first [section].',
  'name-cut': 'The section name is cut at 79 characters.',
  'addition-without-section': '"(+)" adds to [{section}], which does not exist above.',
  'parent-missing': 'The template [{template}] does not exist above.',
  'unclear-option': 'What "({option})" means to Asterisk cannot be told here.',

  // Files and what they include
  'missing-file': 'The file does not exist.',
  'include-missing':
    'No file fits #include "{pattern}": Asterisk refuses the whole file. #tryinclude would be forgiven.',
  'include-too-deep': 'Files include each other more than ten levels deep.',
  'include-too-many':
    'The include leads to too many files, a path over 255 bytes or a pattern with character classes.',
  'unknown-directive': 'Asterisk does not know this "#" line and skips it.',
  exec: 'The file runs a program (#exec), and what that prints cannot be known here.',
  'exec-off': 'Asterisk does not run #exec lines here (execincludes is off).',

  // Objects of pjsip.conf
  'duplicate-object':
    '[{id}] with type={type} stands already in {file}, line {line}: at its next start Asterisk has no {type} at all.',
  'not-single':
    'There may be one section of type={type} only; the first is in {file}, line {line}.',
  'no-type': '[{id}] has no "type" line; Asterisk passes over it.',
  'unknown-type': '[{id}] has the unknown type "{type}"; Asterisk passes over it.',
  'unknown-setting': '[{id}]: "{key}" is no setting of type={type}; Asterisk does not create it.',
  'auth-missing': '[{id}]: {key} names "{name}", but there is no such section of type=auth.',
  'aor-missing': '[{id}]: {key} names "{name}", but there is no such section of type=aor.',
  'transport-missing':
    '[{id}]: {key} names "{name}", but there is no such section of type=transport.',
  'endpoint-missing':
    '[{id}]: {key} names "{name}", but there is no such section of type=endpoint.',
  'no-context': '[{id}] has no context; its calls go to "default".',
  'unknown-codec': '[{id}]: "{codec}" is no codec Asterisk knows; it does not create the endpoint.',
  'auth-type': '[{id}]: auth_type "{type}" is unknown; Asterisk does not create the auth.',
  'no-username': '[{id}] has no username; Asterisk does not create the auth.',
  'no-password': '[{id}] has no password; nobody should be able to log in without.',
  'contact-invalid':
    '[{id}]: contact "{contact}" is no sip: address; Asterisk does not create the aor.',
  'not-a-number': '[{id}]: {key} must be a number; Asterisk does not create the {type}.',
  'no-contacts': '[{id}] has neither max_contacts nor a contact: no phone can register (403).',
  protocol: '[{id}]: protocol "{protocol}" is unknown; Asterisk does not create the transport.',
  'no-match': '[{id}] matches nothing; Asterisk does not create the identify.',
  'uri-invalid': '[{id}]: {key} is no sip: address; Asterisk does not create the registration.',
  'wizard-clash': '[{id}] with type={type} is also made by {file}, line {line}.',
  'no-transport': 'There is no section of type=transport: Asterisk listens to no phone.',

  // ari.conf
  'no-general': 'There is no [general] section: ARI answers 404 to everything.',
  'duplicate-general':
    '[general] stands already in {file}, line {line}: at its next start Asterisk answers 404 to everything.',
  'general-setting': '"{key}" is no setting of [general]: ARI answers 404 to everything.',
  'general-not-a-number': '{key} must be a number: ARI answers 404 to everything.',
  'ari-off': 'enabled is off: ARI answers 404 to everything.',
  'duplicate-user':
    '[{id}] with type=user stands already in {file}, line {line}: at its next start Asterisk has no ARI user at all.',
  'user-setting': '"{key}" is no setting of a user: [{id}] is refused.',
  'user-no-password': '[{id}] has no password and is refused.',
  'password-format': 'password_format of [{id}] must be plain or crypt.',
  'not-a-hash': 'The password of [{id}] is no hash: its logins fail (401).',
  'not-a-boolean': 'read_only of [{id}] is neither yes nor no and counts as no.',
  'bad-acl': 'permit and deny of [{id}] need addresses; it is refused.',
  'odd-name': 'No program can log in with the name [{id}].',
  'user-no-type':
    '[{id}] has no "type = user" line: Asterisk passes over it without a word, its logins fail (401).',
  'user-unknown-type': '[{id}] has the unknown type "{type}": Asterisk passes over it.',
  'no-user': 'There is no ARI user: every login fails (401).',
} as const;
