process.stdout.write('shuheng\n');
