import { program } from './layers.ts';

export const nginxFiles = {
  'usr/sbin/nginx': program('nginx'),
  'docker-entrypoint.sh': program('docker-entrypoint'),
  'etc/nginx/nginx.conf': `user  nginx;
worker_processes  auto;

events {
    worker_connections  1024;
}

http {
    include       /etc/nginx/mime.types;
    default_type  application/octet-stream;
    include /etc/nginx/conf.d/*.conf;
}
`,
  'etc/nginx/conf.d/default.conf': `server {
    listen       80;
    server_name  localhost;

    location / {
        root   /usr/share/nginx/html;
        index  index.html index.htm;
    }
}
`,
  'usr/share/nginx/html/index.html': `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>This is the page that the practice cluster's nginx serves until you give it one of your own.</p>
</body>
</html>
`,
  'usr/share/nginx/html/50x.html':
    '<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>An error occurred.</h1></body></html>\n',
  'var/log/nginx/': '',
};

export const apacheFiles = {
  'usr/local/bin/httpd-foreground': program('httpd'),
  'usr/local/apache2/bin/httpd': program('httpd'),
  'usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
  'usr/local/apache2/logs/': '',
};
