-- Takes items from the queue, one at a time, and hands them to the worker beside this.
package.path = "/usr/local/etc/haproxy/?.lua;" .. package.path
local queue = require("queue")

local PORT = tonumber(os.getenv("MP_PORT"))
local PATH = os.getenv("MP_PATH")
local ACK_TIMEOUT = tonumber(os.getenv("MP_ACK_TIMEOUT_MS"))
local RETRY_AFTER = os.getenv("MP_RETRY_AFTER_MS")
local MAX_ATTEMPTS = os.getenv("MP_MAX_ATTEMPTS")

-- How long it waits, in ms, where there is nothing to do or nobody to do it.
local PAUSE = 200
-- The worker has its whole time before the item is given to another one.
local LEASE = ACK_TIMEOUT + 1000

local function milliseconds()
  local now = core.now()
  return now.sec * 1000 + now.usec / 1000
end

--- The status of the worker's answer, or nil and why there is none.
local function status(worker)
  local deadline = milliseconds() + ACK_TIMEOUT
  while true do
    local line = worker:receive("*l")
    if not line then
      -- Not every HAProxy says whether time ran out.
      local isLate = milliseconds() > deadline - 50
      return nil, isLate and "no answer within ack_timeout" or "the worker hung up"
    end
    local number = tonumber(string.match(line, "^HTTP/1%.[01] (%d%d%d)"))
    if not number then return nil, "the worker's answer is not HTTP" end
    local length = 0
    repeat
      line = worker:receive("*l")
      local value = line and string.match(string.lower(line), "^content%-length: *(%d+)")
      length = tonumber(value) or length
    until not line or line == ""
    if number >= 200 then
      -- Read, so that the worker is not cut off while it writes.
      -- As far as it can be, which is one buffer.
      if length > 0 then worker:receive(math.min(length, 8192)) end
      return number
    end
  end
end

--- Whether the worker has done the item, and why not.
local function hand(worker, id, attempt, body, type)
  local head = {
    "POST " .. PATH .. " HTTP/1.1",
    "Host: 127.0.0.1:" .. PORT,
    "Connection: close",
    "Content-Length: " .. #body,
    "X-Mp-Item: " .. id,
    "X-Mp-Attempt: " .. attempt,
    "X-Mp-Max-Attempts: " .. MAX_ATTEMPTS,
  }
  if type ~= "" then table.insert(head, "Content-Type: " .. type) end
  worker:settimeout(ACK_TIMEOUT / 1000)
  worker:send(table.concat(head, "\r\n") .. "\r\n\r\n" .. body)
  local number, problem = status(worker)
  if not number then return false, problem end
  return number <= 299, "status " .. number
end

--- Says what became of an item, until the queue has heard it or has given the item to another.
local function tell(connection, ...)
  for _ = 1, math.ceil(LEASE / PAUSE) do
    local isDone, result = connection.run(...)
    if isDone then return result end
    core.msleep(PAUSE)
  end
end

--- Does one item; false where there was nothing to do or nobody to do it.
local function work(connection)
  local isDone, isWaiting = connection.run(queue.IS_WAITING)
  if not isDone or isWaiting == 0 then return false end
  -- First somebody who listens, and then the item: a worker that starts fails nothing.
  local worker = core.tcp()
  worker:settimeout(2)
  if not worker:connect("127.0.0.1", PORT) then
    worker:close()
    return false
  end
  local isTaken, item = connection.run(queue.TAKE, LEASE, MAX_ATTEMPTS)
  if not isTaken or not item then
    worker:close()
    return false
  end
  local id, attempt = item[1], item[2]
  local body = queue.body(function(...)
    local isDone, result = connection.run(...)
    return isDone and result or nil
  end, id, item[3])
  if not body then
    -- Forgotten, or the queue is away: then it comes back when nobody has said what became of it.
    worker:close()
    return false
  end
  local isHanded, isDone, problem = pcall(hand, worker, id, attempt, body, item[4])
  worker:close()
  if isHanded and isDone then
    tell(connection, queue.DONE, id)
    return true
  end
  problem = isHanded and problem or "the worker hung up"
  local isDead = tell(connection, queue.FAILED, id, attempt, problem, RETRY_AFTER, MAX_ATTEMPTS)
  local ending = isDead == 1 and ", which was the last" or ""
  core.log(core.warning, "item " .. id .. ", attempt " .. attempt .. ending .. ": " .. problem)
  return true
end

core.register_task(function()
  local connection = queue.connection()
  while true do
    local isDone, hasWorked = pcall(work, connection)
    if not isDone then core.log(core.err, tostring(hasWorked)) end
    if not isDone or not hasWorked then core.msleep(PAUSE) end
  end
end)
