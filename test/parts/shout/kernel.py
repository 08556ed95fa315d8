"""A kernel of the language Shout: a line `say TEXT` prints the text with the variables of the environment filled in.

    kernel.py CONNECTION_FILE
"""
import json
import os
import string
import sys

import zmq
from jupyter_client.session import Session


def main():
    with open(sys.argv[1], encoding='utf-8') as file:
        connection = json.load(file)
    session = Session(key=connection['key'].encode(), signature_scheme=connection['signature_scheme'])
    context = zmq.Context()

    def bind(kind, name):
        socket = context.socket(kind)
        socket.bind('%s://%s:%d' % (connection['transport'], connection['ip'], connection[name + '_port']))
        return socket

    heartbeat, iopub, stdin = bind(zmq.REP, 'hb'), bind(zmq.PUB, 'iopub'), bind(zmq.ROUTER, 'stdin')
    requests = [bind(zmq.ROUTER, 'shell'), bind(zmq.ROUTER, 'control')]
    poller = zmq.Poller()
    for socket in [heartbeat] + requests:
        poller.register(socket, zmq.POLLIN)
    while stdin:
        for socket, _ in poller.poll():
            if socket is heartbeat:
                heartbeat.send(heartbeat.recv())
                continue
            identity, message = session.recv(socket, mode=0)
            kind = message['header']['msg_type'].replace('_request', '')
            session.send(iopub, 'status', {'execution_state': 'busy'}, parent=message)
            content = answers[kind](message['content'], lambda text: session.send(
                iopub, 'stream', {'name': 'stdout', 'text': text + '\n'}, parent=message))
            session.send(socket, kind + '_reply', content, parent=message, ident=identity)
            session.send(iopub, 'status', {'execution_state': 'idle'}, parent=message)
            if kind == 'shutdown':
                return


def kernel_info(_content, _say):
    language = {'name': 'shout', 'version': '1.0', 'mimetype': 'text/plain', 'file_extension': '.shout'}
    return {
        'status': 'ok', 'protocol_version': '5.3', 'banner': 'Shout', 'language_info': language,
        'implementation': 'shout', 'implementation_version': '1.0',
    }


def execute(content, say):
    for line in content['code'].splitlines():
        word, _, text = line.partition(' ')
        if word != 'say':
            return {'status': 'error', 'ename': 'NotUnderstood', 'evalue': word, 'traceback': []}
        say(string.Template(text).safe_substitute(os.environ))
    return {'status': 'ok', 'execution_count': 1, 'user_expressions': {}}


def shutdown(content, _say):
    return dict(content, status='ok')


answers = {'kernel_info': kernel_info, 'execute': execute, 'shutdown': shutdown}

if __name__ == '__main__':
    main()
