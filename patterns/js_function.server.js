// Calls the user's function for each request and sends what it returns, as JSON.
// Written for the JavaScript that njs 0.7 and QuickJS share.
import code from "code.js";

function send(r, status, value) {
  r.headersOut["Content-Type"] = "application/json";
  r.return(status, JSON.stringify(value === undefined ? null : value));
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
    send(r, 413, { error: "the request's chunks are too small" });
    return;
  }
  const request = { method: r.method, path: r.uri, query: r.args, headers: headers(r), body: body(r) };
  // Returned, so that nginx waits for a function that answers with a promise.
  return new Promise((resolve) => resolve(code.handle(request))).then(
    (value) => send(r, 200, value),
    (error) => {
      r.error("handle failed: " + (error && error.stack || error));
      send(r, 500, { error: String(error) });
    });
}

/** Answers once the user's code has loaded. */
function health(r) {
  send(r, typeof code.handle === "function" ? 200 : 500, { status: "ok" });
}

export default { serve, health };
