# The template `basic` around an app's scripts: it sources before.sh and after.sh, starts script.sh, writes its connection
# file at once, and exits with 1 if it fails.
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
