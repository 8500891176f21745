/// Runs that a crontab starts. What happens is written into a volume that all of them have.
enum Clock {
  static let spec = Spec(
    text: ##"""
      app clock {
        accept = ["L0514"]
      }

      volume board { size = 1Gi, shared = true }

      trait worker {
        image = mp.images.busybox
        volume board { path = "/board", of = board }
      }

      job migrate {
        with worker
        command = ["/bin/sh", "-c", "echo migrate >>/board/log"]
      }

      service db {
        with worker
        command = ["/bin/sh", "-c", "trap 'exit 0' TERM; sleep 10000 & wait"]
        after = [migrate]
      }

      cron alone {
        with worker
        schedule = "0 3 * * *"
        timezone = "Europe/Berlin"
        retries = 1
        after = [migrate]
        command = ["/bin/sh", "-c", "echo alone >>/board/log; sleep 4"]
      }

      cron latest {
        with worker
        schedule = "0 3 * * *"
        concurrency = "replace"
        after = [migrate]
        command = ["/bin/sh", "-c", "echo latest >>/board/log; sleep 4; echo end >>/board/log"]
      }

      cron fails {
        with worker
        schedule = "0 3 * * *"
        retries = 1
        volume scratch { path = "/scratch", kind = "temporary" }
        init first {
          image = mp.images.busybox
          command = ["/bin/sh", "-c", "touch /scratch/prepared"]
          volume scratch { path = "/scratch" }
        }
        command = ["/bin/sh", "-c", "echo fails $(ls /scratch) >>/board/log; touch /scratch/left; exit 3"]
      }
      """##,
    isForEngines: true
  )
}
