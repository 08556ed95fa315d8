"""Runs one cell on a kernel of a Jupyter server, over the server's websocket, as JupyterLab does.

    cell.py ADDRESS < CODE

ADDRESS  of the kernel's channels, with the token

Prints the cell's output as it arrives and then, on a separate line, the content of the reply as JSON.
"""
import json
import sys
import uuid

from websocket import create_connection

SECONDS = 600


def main():
    socket = create_connection(sys.argv[1], timeout=SECONDS)
    request = {'msg_id': uuid.uuid4().hex, 'msg_type': 'execute_request', 'session': uuid.uuid4().hex}
    header = dict(request, username='', version='5.3', date='2026-01-01T00:00:00Z')
    content = {'code': sys.stdin.read(), 'silent': False, 'store_history': False, 'allow_stdin': False}
    socket.send(json.dumps({
        'channel': 'shell', 'header': header, 'parent_header': {}, 'metadata': {}, 'content': content,
    }))
    print('\n' + json.dumps(listen(socket, request['msg_id'])), flush=True)


def listen(socket, request):
    """The content of the reply, once the kernel is idle."""
    reply, idle = None, False
    while reply is None or not idle:
        message = json.loads(socket.recv())
        if message['parent_header'].get('msg_id') != request:
            continue
        content = message['content']
        print(content.get('text', ''), end='', flush=True)
        idle = idle or content.get('execution_state') == 'idle'
        if message['header']['msg_type'] == 'execute_reply':
            reply = content
    return reply


if __name__ == '__main__':
    main()
