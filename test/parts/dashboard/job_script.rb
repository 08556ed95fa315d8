# What the template `basic` wraps around an app's scripts: before.sh and after.sh are sourced, script.sh is started, its
# connection file is written at once, and any failure of it is the job's exit status 1.
def job_script(directory, options)
  names = Array(options['conn_params']) | %w[host port password]
  connection = names.map { |name| "#{name}: $#{name}" }.join('\n')
  <<~SCRIPT
    #!/bin/bash -l
    cd #{directory}
    export host port
    host=$(hostname)

    end_job() {
      echo 'Cleaning up...'
      [[ -e clean.sh ]] && source clean.sh
      [[ ${SCRIPT_PID} ]] && pkill -P ${SCRIPT_PID}
      pkill -P $$
      exit ${1:-0}
    }

    [[ -e before.sh ]] && source before.sh
    echo 'Script starting...'
    ./script.sh &
    SCRIPT_PID=$!
    [[ -e after.sh ]] && source after.sh
    (umask 077; echo -e "#{connection}" > connection.yml)
    wait ${SCRIPT_PID} || end_job 1
    end_job
  SCRIPT
end
