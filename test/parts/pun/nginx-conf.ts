/** The configuration that Open OnDemand's nginx_stage writes for a user's nginx (templates/pun.conf.erb, app.conf.erb). */
import { join } from 'node:path';

export interface PunApp {
  /** Its path in URLs, such as `/pun/sys/create_kernel`. */
  uri: string;
  /** The directory with app.js. */
  root: string;
  /** `development` for apps under development in Open OnDemand. */
  environment: 'production' | 'development';
}

export interface NginxConf {
  module: string;
  directory: string;
  user: string;
  apps: readonly PunApp[];
  idle_seconds: number;
  upload_bytes: number;
  /** Names of the variables that nginx passes on. */
  variables: readonly string[];
}

export function socketOf(directory: string): string {
  return join(directory, 'passenger.sock');
}

export function renderNginxConf(conf: NginxConf): string {
  const { module, directory, user, apps, idle_seconds, upload_bytes, variables } = conf;
  return `
load_module ${module};
user ${user} ${user};
error_log ${directory}/error.log;
pid ${directory}/nginx.pid;
worker_processes 1;
daemon off;
${variables.map((name) => `env ${name};`).join('\n')}
events { worker_connections 1024; }
http {
  include /usr/share/passenger/mime.types;
  default_type application/octet-stream;
  sendfile on;
  tcp_nopush on;
  server_tokens off;
  access_log ${directory}/access.log;
  client_max_body_size ${upload_bytes};
${temporaryPaths(directory)}
  passenger_root /usr/lib/ruby/vendor_ruby/phusion_passenger/locations.ini;
  passenger_ruby /usr/bin/ruby;
  passenger_nodejs ${directory}/node;
  passenger_user_switching off;
  passenger_default_user ${user};
  passenger_load_shell_envvars off;
  passenger_preload_bundler on;
  passenger_env_var BUNDLE_USER_CONFIG /dev/null;
  passenger_min_instances 0;
  passenger_max_instances_per_app 1;
  passenger_spawn_method direct;
  passenger_pool_idle_time ${idle_seconds};
  passenger_show_version_in_header off;
  passenger_disable_security_update_check on;
  passenger_disable_anonymous_telemetry on;
  # Not in Open OnDemand: several of these run on one host.
  passenger_instance_registry_dir ${directory};
  server {
    listen unix:${socketOf(directory)};
    server_name localhost;
    location @error_404 { default_type text/html; return 404 'App has not been initialized or does not exist'; }
    location / { error_page 404 @error_404; }
${apps.map(renderApp).join('\n')}
  }
}
`;
}

function renderApp({ uri, root, environment }: PunApp): string {
  return `
    location ~ ^${uri}(/.*|$) {
      error_page 404 @error_404;
      alias ${root}/public$1;
      passenger_enabled on;
      passenger_base_uri ${uri};
      passenger_app_root ${root};
      passenger_document_root ${root}/public;
      passenger_app_env ${environment};
      passenger_env_var HTTP_X_SENDFILE_TYPE X-Accel-Redirect;
      passenger_env_var HTTP_X_ACCEL_MAPPING "/=/sendfile";
      passenger_set_header X-Sendfile-Type X-Accel-Redirect;
      passenger_set_header X-Accel-Mapping "/=/sendfile";
    }`;
}

function temporaryPaths(directory: string): string {
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi', 'passenger'];
  return kinds.map((kind) => `  ${kind}_temp_path ${directory}/${kind};`).join('\n');
}
