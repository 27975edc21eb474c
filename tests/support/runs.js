// Keeps, in every page of a browser test, whether the portal still owes a run of its script: what a click asked for may
// not have begun when the click is over, and then the page says that it is at rest, as it did before.
//
// It listens to what the page and the server tell one another. A run is owed from the page's request on, until the run
// that began after it has ended; one that ends early owes the run that follows it. Runs of a fragment alone, such as the
// poller's of each page every two seconds, are none; but they come after the whole run, whose end is lost where a busy
// server begins one too soon. And the end of one that another one follows at once is told as if it had ended early: what
// follows says whether a run is owed. The numbers are those of Streamlit's messages (BackMsg, ForwardMsg).
(() => {
  const RERUN_SCRIPT = 11, FRAGMENT_ID = 5 // BackMsg.rerun_script.fragment_id
  const METADATA = 2, NEW_SESSION = 4, SCRIPT_FINISHED = 6, RUN = 6, FRAGMENT_IDS = 2 // ForwardMsg.metadata.run.fragment_ids
  const ENDED_EARLY_FOR_RERUN = 2

  const runs = (window.portalRuns = { asked: 0, owed: true, begun: false, doubted: false })

  function fieldsOf(bytes) {
    const fields = new Map()
    let at = 0
    const number = () => {
      let value = 0
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes[at++]
        value += (byte % 128) * scale
        if (byte < 128) return value
      }
    }
    while (at < bytes.length) {
      const key = number()
      const kind = key % 8
      let value
      if (kind === 0) value = number()
      else {
        const length = kind === 2 ? number() : kind === 1 ? 8 : 4
        value = bytes.subarray(at, (at += length))
      }
      fields.set(Math.floor(key / 8), value)
    }
    return fields
  }

  function sent(bytes) {
    const request = fieldsOf(bytes).get(RERUN_SCRIPT)
    if (!request || fieldsOf(request).get(FRAGMENT_ID)?.length) return
    runs.asked += 1
    owe(false)
  }

  function owe(doubted) {
    runs.owed = true
    runs.begun = false
    runs.doubted = doubted
  }

  function received(bytes) {
    const message = fieldsOf(bytes)
    const run = fieldsOf(message.get(METADATA) ?? []).get(RUN)
    const isOfFragment = fieldsOf(run ?? []).has(FRAGMENT_IDS)
    if (message.has(NEW_SESSION)) {
      if (!isOfFragment) runs.begun = true
      else if (runs.doubted) runs.owed = false
      runs.doubted = false
    } else if (message.has(SCRIPT_FINISHED)) {
      const how = message.get(SCRIPT_FINISHED)
      if (how === ENDED_EARLY_FOR_RERUN) owe(isOfFragment && (!runs.owed || runs.begun))
      else if (runs.begun) runs.owed = false
    }
  }

  window.WebSocket = class extends window.WebSocket {
    constructor(...how) {
      super(...how)
      this.addEventListener("message", (event) => {
        if (event.data instanceof ArrayBuffer) received(new Uint8Array(event.data))
      })
    }

    send(data) {
      if (data instanceof Uint8Array) sent(data)
      super.send(data)
    }
  }

  // Asked at every frame by one who waits, until nothing has been owed for some frames: what the last message brought is
  // drawn one or two frames after it came, and a click asks for a run one frame after it, at the latest.
  const FRAMES = 4
  let waiting, calm
  window.portalIsAtRest = (who) => {
    if (waiting !== who) [waiting, calm] = [who, 0]
    const app = document.querySelector("[data-testid=stApp]")?.dataset
    const rests = runs.asked > 0 && !runs.owed && app?.testConnectionState === "CONNECTED" &&
      app.testScriptState === "notRunning" && !document.querySelector("[data-testid=stAppSkeleton], [data-testid=stSkeleton]")
    calm = rests ? calm + 1 : 0
    return calm >= FRAMES
  }
})()
