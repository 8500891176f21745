// Calls the user's function for each request and sends what it returns, as JSON.
// Written for the JavaScript that njs 0.7 and QuickJS share.
import code from "code.js";

// What the user's code lacks, if anything.
const BROKEN = code.handle ? null : "`handle` is not a function";

function send(r, status, text) {
  r.headersOut["Content-Type"] = "application/json";
  r.return(status, text);
}

function refuse(r, status, error) {
  send(r, status, JSON.stringify({ error: String(error) }));
}

/** What is known of an exception: QuickJS's stacks begin without its message. */
function trace(error) {
  const stack = error && error.stack || "";
  return stack.indexOf(String(error)) === 0 ? stack : error + "\n" + stack;
}

/** The body as what it says: JSON where it is JSON, else its text; null where there is none. */
function body(r) {
  const text = r.requestText;
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch (e) {
    return text;
  }
}

function headers(r) {
  const lowercased = {};
  Object.keys(r.headersIn).forEach((name) => {
    lowercased[name.toLowerCase()] = r.headersIn[name];
  });
  return lowercased;
}

function serve(r) {
  // nginx puts a body whose framing outweighs it where a script cannot read it.
  if (r.variables.request_body_file) {
    refuse(r, 413, "the request's chunks are too small");
    return;
  }
  if (BROKEN) {
    r.error(BROKEN);
    refuse(r, 500, BROKEN);
    return;
  }
  const request = { method: r.method, path: r.uri, query: r.args, headers: headers(r), body: body(r) };
  // Returned, so that nginx waits for a function that answers with a promise.
  return new Promise((resolve) => resolve(code.handle(request))).then(
    (value) => JSON.stringify(value === undefined ? null : value)
  ).then(
    (text) => send(r, 200, text),
    (error) => {
      r.error("handle failed: " + trace(error));
      refuse(r, 500, error);
    });
}

/** Answers once the user's code has loaded. */
function health(r) {
  if (BROKEN) {
    r.error(BROKEN);
    refuse(r, 503, BROKEN);
  } else {
    send(r, 200, '{"status":"ok"}');
  }
}

export default { serve, health };
