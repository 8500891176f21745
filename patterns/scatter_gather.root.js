// The root of a scatter/gather tree: asks every leaf, waits for at most the deadline, merges.
// Written for the JavaScript that njs 0.7 and QuickJS share: no for…of, no spread, and no await
// within an argument.
import custom from "merge.js";

const LEAVES = process.env.MP_LEAVES.split(",");
const DEADLINE = Number(process.env.MP_DEADLINE_MS);
const QUORUM = Number(process.env.MP_QUORUM);
const HEDGE = Number(process.env.MP_HEDGE_MS || 0);
const MERGER = process.env.MP_MERGER;
const MAX_BODY = Number(process.env.MP_MAX_BODY);
const DOMAIN = process.env.MP_DOMAIN;

// nginx looks names up as soon as it is asked to, its socket holds some 250 answers, and what is lost it
// asks for again only after five seconds. So this many leaves are asked at once, and the next when all
// of them have answered, or this many milliseconds later: by then they are found.
const BATCH = 64;
const PAUSE = 20;

// What the user's code lacks, if anything.
const BROKEN = custom.merge === null ? "`merge` is not a function" : null;

// What describes the client's connection, asks for something other than a whole, plain answer, or is
// set here.
const NOT_FORWARDED = /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|accept-encoding|range|if-.*|x-forwarded-for|x-mp-leaf|x-mp-leaves|x-mp-deadline-ms)$/i;

function send(r, status, type, text) {
  r.headersOut["Content-Type"] = type;
  r.return(status, text);
}

function refuse(r, status, details) {
  send(r, status, "application/json", JSON.stringify(details));
}

/** What is known of an exception: QuickJS's stacks begin without its message. */
function trace(error) {
  const stack = error && error.stack || "";
  return stack.indexOf(String(error)) === 0 ? stack : error + "\n" + stack;
}

/** `host:port` under the name that nginx's resolver can look up. */
function reachable(address) {
  const colon = address.lastIndexOf(":");
  return address.slice(0, colon) + DOMAIN + address.slice(colon);
}

/** A promise's outcome, or a failure once `ms` have passed. */
function within(ms, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("deadline")), ms);
    // A timer that is left running keeps the client's connection busy until it fires.
    promise.then(
      (value) => { clearTimeout(timer); resolve(value); },
      (error) => { clearTimeout(timer); reject(error); });
  });
}

/** Why a fetch failed, in words that do not depend on nginx's version. */
function reason(error, limit) {
  const text = String(error.message || error);
  if (/too large/.test(text)) return "answer is larger than " + limit + " bytes";
  if (/resolved/.test(text)) return "name not found";
  if (/timed out/.test(text)) return "deadline";
  return text;
}

/**
 * A fetch that looks the name up again, until the time is over, when nothing was heard of it: a lost
 * packet. Nothing has been sent by then.
 */
function fetch(address, target, options, left) {
  const begin = Date.now();
  return ngx.fetch("http://" + reachable(address) + target, options).catch((error) => {
    const rest = left - (Date.now() - begin);
    if (rest <= 0 || !/resolved.*timed out/.test(String(error.message || error))) throw error;
    return fetch(address, target, options, rest);
  });
}

/** One attempt at one leaf; resolves to the text of its JSON body. */
function attempt(leaf, request, left) {
  const headers = Object.assign({}, request.headers, {
    "Host": LEAVES[leaf],
    "X-Mp-Leaf": String(leaf),
    "X-Mp-Leaves": String(LEAVES.length),
    "X-Mp-Deadline-Ms": String(left),
  });
  const options = { method: request.method, headers: headers, max_response_body_size: MAX_BODY };
  if (request.body) options.body = request.body;
  return fetch(LEAVES[leaf], request.target, options, left).then((response) => {
    if (response.status < 200 || response.status > 299) throw new Error("status " + response.status);
    return response.text();
  }).then((text) => {
    try {
      return { text: text, value: JSON.parse(text) };
    } catch (e) {
      throw new Error("not JSON");
    }
  });
}

/** The first answer of a leaf that is asked a second time when it is slow, or has failed. */
function hedged(leaf, request, left) {
  return new Promise((resolve, reject) => {
    let open = 1;
    let timer = null;
    const second = () => {
      timer = null;
      open += 1;
      attempt(leaf, request, Math.max(left - HEDGE, 0)).then(resolve, failed);
    };
    const failed = (error) => {
      open -= 1;
      if (timer !== null) {
        clearTimeout(timer);
        second();
      } else if (open === 0) {
        reject(error);
      }
    };
    timer = setTimeout(second, HEDGE);
    attempt(leaf, request, left).then((answer) => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      resolve(answer);
    }, failed);
  });
}

/** What a leaf answered within the time that is left or why it did not; never rejects. */
function ask(leaf, request, left) {
  const answer = HEDGE > 0 ? hedged(leaf, request, left) : attempt(leaf, request, left);
  return within(left, answer).catch((error) => {
    return { failure: { leaf: leaf, address: LEAVES[leaf], reason: reason(error, MAX_BODY) } };
  });
}

/** What becomes of each leaf, in their order. */
function askAll(request) {
  const end = Date.now() + DEADLINE;
  const outcomes = [];
  const more = () => {
    const batch = LEAVES.slice(outcomes.length, outcomes.length + BATCH).map((_, i) =>
      ask(outcomes.length + i, request, Math.max(end - Date.now(), 0)));
    batch.forEach((outcome) => outcomes.push(outcome));
    if (outcomes.length === LEAVES.length) return Promise.all(outcomes);
    return within(PAUSE, Promise.all(batch)).then(more, more);
  };
  return more();
}

function forwarded(r) {
  // The body of a GET means nothing, and some servers refuse one.
  const body = r.method === "GET" || r.method === "HEAD" ? null : r.requestBuffer;
  const before = r.headersIn["X-Forwarded-For"];
  const headers = { "X-Forwarded-For": (before ? before + ", " : "") + r.remoteAddress };
  Object.keys(r.headersIn).forEach((name) => {
    if (!NOT_FORWARDED.test(name)) headers[name] = r.headersIn[name];
  });
  return {
    // An answer to HEAD has no body to merge.
    method: r.method === "HEAD" ? "GET" : r.method,
    target: r.variables.request_uri,
    headers: headers,
    body: body && body.length > 0 ? body : null,
  };
}

/** The bodies as one JSON array, each as its leaf wrote it. */
function array(answers) {
  return "[" + answers.map((answer) => answer.text).join(",") + "]";
}

function merged(r, answers) {
  return new Promise((resolve) => resolve(custom.merge(answers.map((answer) => answer.value)))).then(
    (value) => JSON.stringify(value === undefined ? null : value)
  ).then(
    (text) => send(r, 200, "application/json", text),
    (error) => {
      r.error("merge failed: " + trace(error));
      refuse(r, 502, { error: "merge failed: " + error });
    });
}

function mergedElsewhere(r, request, answers) {
  const limit = MAX_BODY * LEAVES.length;
  const address = MERGER.replace("http://", "");
  const options = {
    method: "POST",
    body: array(answers),
    headers: {
      "Host": address,
      "Content-Type": "application/json",
      "X-Mp-Answered": answers.length + "/" + LEAVES.length,
    },
    max_response_body_size: limit,
  };
  let type;
  const answer = fetch(address, request.target, options, DEADLINE).then((response) => {
    if (response.status < 200 || response.status > 299) throw new Error("status " + response.status);
    type = response.headers.get("Content-Type") || "application/json";
    return response.text();
  });
  return within(DEADLINE, answer).then(
    (text) => send(r, 200, type, text),
    (error) => {
      const why = reason(error, limit);
      r.error("merger " + MERGER + " failed: " + why);
      refuse(r, why === "deadline" ? 504 : 502, { error: "merger failed: " + why });
    });
}

async function scatter(r) {
  // nginx puts a body whose framing outweighs it where a script cannot read it.
  if (r.variables.request_body_file) {
    refuse(r, 413, { error: "the request's chunks are too small" });
    return;
  }
  if (BROKEN) {
    r.error("merge failed: " + BROKEN);
    refuse(r, 502, { error: "merge failed: " + BROKEN });
    return;
  }
  const request = forwarded(r);
  const outcomes = await askAll(request);
  const answers = outcomes.filter((outcome) => !outcome.failure);
  const failed = outcomes.filter((outcome) => outcome.failure).map((outcome) => outcome.failure);

  r.headersOut["X-Mp-Answered"] = answers.length + "/" + LEAVES.length;
  if (failed.length > 0) {
    r.warn(failed.map((f) => f.address + ": " + f.reason).join(", "));
  }
  if (answers.length < QUORUM) {
    refuse(r, 504, {
      error: answers.length + " of " + LEAVES.length + " leaves answered, " + QUORUM + " are needed",
      failed: failed,
    });
  } else if (MERGER) {
    await mergedElsewhere(r, request, answers);
  } else if (custom.merge) {
    await merged(r, answers);
  } else {
    send(r, 200, "application/json", array(answers));
  }
}

/** Answers once the user's code has loaded; the leaves' state is not the root's. */
function health(r) {
  if (BROKEN) {
    r.error(BROKEN);
    refuse(r, 503, { error: BROKEN });
  } else {
    send(r, 200, "application/json", '{"status":"ok"}');
  }
}

export default { scatter, health };
